-- Reports read the completed orders of a merchant's trading days. The index holds nothing that an added item changes, so the rewrite
-- of an order's row still stays on its page.

create index "SaleOrder_sales_ix" on sale."SaleOrder" (merchantId, businessDate)
  where status = 'COMPLETED' and deletedAt is null;
