-- How much of a line the kitchen voided that was not sent again: it is not new, and a screen must not offer it as such. A constant default:
-- no row is written. The build before leaves it as it is, so it is read as at most what is unsent.

alter table sale."SaleOrderItem" add column voidedQuantity numeric(15, 4) not null default 0;
