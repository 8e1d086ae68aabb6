-- An approval of a discount is good for one order or line of it, and for so much. New columns without a default: no row is written. The
-- check is for new rows only, since no old one can break it. A build before this one gives and spends no such approval.

alter table sale."Approval"
  add column saleOrderItemId bigint,
  add column amount          numeric(15, 4);
alter table sale."Approval"
  add constraint "Approval_amount_ck"
    check (amount > 0 and saleOrderId is not null or num_nonnulls(amount, saleOrderItemId) = 0) not valid;
