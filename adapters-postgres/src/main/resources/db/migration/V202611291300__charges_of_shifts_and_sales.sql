-- Service charges in the books of tills and in the daily sums of sales. Constant defaults: no row is written. A build before this one books
-- orders without charges only (older-build-live).

alter table sale."TillEntry" add column charge numeric(15, 4) not null default 0;
alter table sale."PosSessionSales" add column charge numeric(19, 4) not null default 0;
alter table sale."SalesDay" add column charge numeric(19, 4) not null default 0;
alter table sale."SalesDayProduct" add column charge numeric(19, 4) not null default 0;
