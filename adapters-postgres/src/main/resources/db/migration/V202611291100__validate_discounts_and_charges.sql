-- In a migration of its own, as the checks before: validating alone lets tills read and write.

alter table sale."SaleOrder" validate constraint "SaleOrder_total_ck";
alter table sale."SaleOrder" validate constraint "SaleOrder_discount_ck";
alter table sale."SaleOrderItem" validate constraint "SaleOrderItem_discount_ck";
alter table sale."SaleCheck" validate constraint "SaleCheck_total_ck";
