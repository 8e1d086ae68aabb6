-- What was served and then taken off the bill, the order's note on its tickets, and what a key for a send stood for.
-- Only columns are added, nullable or with a constant default: nothing is rewritten, and the build before goes on writing its own.

alter table sale."KitchenTicketItem" add column offBillQuantity numeric(15, 4) not null default 0;
alter table sale."KitchenTicketItem"
  add constraint "KitchenTicketItem_offBill_ck" check (offBillQuantity >= 0) not valid;

alter table sale."KitchenTicket"
  add column keyContent text,
  add column orderNote text,
  add column orderNoteChangedTo text,
  add column orderNoteChangedAt timestamptz;
