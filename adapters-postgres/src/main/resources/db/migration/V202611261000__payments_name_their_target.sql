-- What a transaction names as its own target, and what of its money waits for one; closed reviews are read with their order's ledger.
-- Columns and indexes only: the build before leaves them alone. Its transactions have no aim: they are counted for their check as it did.

alter table sale."PaymentTransaction" add column aim text, add column waiting numeric(15, 4) not null default 0;
alter table sale."PaymentTransaction" add constraint "PaymentTransaction_aim_ck"
  check (aim in ('UNNAMED', 'HERE', 'ELSEWHERE', 'SEVERAL')) not valid;
alter table sale."PaymentTransaction" add constraint "PaymentTransaction_waiting_ck" check (waiting >= 0) not valid;
create index "PaymentTransaction_waiting_ix" on sale."PaymentTransaction" (merchantId, id) where waiting > 0;
create index "PaymentTransaction_sibling_ix" on sale."PaymentTransaction" (uid) where waiting > 0;

create index "PaymentReview_order_ix" on sale."PaymentReview" (saleOrderId, id);
