-- In a migration of its own, as the checks before: validating alone lets tills read and write.

alter table sale."SaleOrder" validate constraint "SaleOrder_refund_ck";
alter table sale."PaymentReview" validate constraint "PaymentReview_kind_ck";
