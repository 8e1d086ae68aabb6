-- GET /refunds?status reads the few refunds of one status among all that a merchant ever gave. Refunds wait while it is built: the table is young,
-- and every build before this one reads and writes it as before.

create index "Refund_status_ix" on sale."Refund" (merchantId, status, id);
