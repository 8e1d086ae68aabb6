-- Daily sums for reports: completed orders wait in SalesUnfolded and are folded into SalesDay and SalesDayProduct. What was completed
-- before is noted here and folded by the service.

create table sale."SalesUnfolded" (
  saleOrderId bigint      not null constraint "SalesUnfolded_pk" primary key
    constraint "SalesUnfolded_order_fk" references sale."SaleOrder" (id),
  merchantId  bigint      not null,
  notedAt     timestamptz not null
);
create index "SalesUnfolded_merchant_ix" on sale."SalesUnfolded" (merchantId);
create index "SalesUnfolded_noted_ix" on sale."SalesUnfolded" (notedAt);

create table sale."SalesDay" (
  merchantId   bigint         not null,
  businessDate date           not null,
  currency     text           not null,
  orders       bigint         not null,
  guests       bigint         not null,
  subtotal     numeric(19, 4) not null,
  discount     numeric(19, 4) not null,
  tax          numeric(19, 4) not null,
  rounding     numeric(19, 4) not null,
  total        numeric(19, 4) not null,
  constraint "SalesDay_pk" primary key (merchantId, businessDate, currency)
    include (orders, guests, subtotal, discount, tax, rounding, total)
) with (fillfactor = 70);

-- product is the item's id, or = and its name when it has none. What it is called is read from its youngest line, lastItemId.
create table sale."SalesDayProduct" (
  merchantId   bigint         not null,
  businessDate date           not null,
  currency     text           not null,
  product      text           not null,
  categoryId   text,
  itemId       bigint,
  lastItemId   bigint         not null,
  quantity     numeric(19, 4) not null,
  dishes       numeric(19, 4) not null,
  subtotal     numeric(19, 4) not null,
  discount     numeric(19, 4) not null,
  tax          numeric(19, 4) not null,
  constraint "SalesDayProduct_uq" unique nulls not distinct (merchantId, businessDate, currency, product, categoryId)
    include (itemId, lastItemId, quantity, dishes, subtotal, discount, tax)
) with (fillfactor = 70);

insert into sale."SalesUnfolded" (saleOrderId, merchantId, notedAt)
select id, merchantId, completedAt from sale."SaleOrder" where status = 'COMPLETED' and deletedAt is null;
