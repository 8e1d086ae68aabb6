-- The report of discounts reads the items on which something was given, few of many. What an added item changes is not in it, so the
-- rewrite of an item's row still stays on its page. Writes to items wait while it is built: at most some seconds per ten million rows, of
-- which only those with a discount are taken in.

create index "SaleOrderItem_given_ix" on sale."SaleOrderItem" (merchantId, saleOrderId) where adjustments <> '[]' and deletedAt is null;
