-- A display asks for the tickets of its station that changed since a time. Writes to tickets wait while it is built: some seconds per ten
-- million. A ticket's row moves to another place when its status changes as it is (KitchenTicket_queue_ix), so one more index costs little.

create index "KitchenTicket_changed_ix" on sale."KitchenTicket" (merchantId, stationId, modifiedAt, id);
