-- What changed beside the totals of orders, entry by entry, for reports: rounding to cash and tips. A new table: nothing waits.

create table sale."SalesEntry" (
  merchantId   bigint         not null,
  id           bigint         not null,
  saleOrderId  bigint         not null,
  businessDate date           not null,
  currency     text           not null,
  kind         text           not null,
  tender       text,
  staff        text,
  amount       numeric(15, 4) not null,
  createdAt    timestamptz    not null,
  constraint "SalesEntry_pk" primary key (merchantId, id),
  constraint "SalesEntry_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id),
  constraint "SalesEntry_kind_ck" check (kind in ('ROUNDING', 'TIP'))
);
create index "SalesEntry_day_ix" on sale."SalesEntry" (merchantId, businessDate);

select sale.by_merchant('sale."SalesEntry"');
