-- Points: what each order earned, once, and each customer's sum. New tables only.

create table sale."PointTransaction" (
  id          bigint         not null constraint "PointTransaction_pk" primary key,
  merchantId  bigint         not null,
  customerId  bigint         not null,
  saleOrderId bigint         not null
    constraint "PointTransaction_order_fk" references sale."SaleOrder" (id),
  kind        text           not null,
  points      bigint         not null,
  spend       numeric(15, 4) not null,
  currency    text           not null,
  createdAt   timestamptz    not null,
  deletedAt   timestamptz,
  metadata    jsonb,
  constraint "PointTransaction_merchant_uq" unique (merchantId, id),
  constraint "PointTransaction_once_uq" unique (merchantId, saleOrderId, kind),
  constraint "PointTransaction_kind_ck" check (kind = 'EARN'),
  constraint "PointTransaction_points_ck" check (points > 0)
);
create index "PointTransaction_customer_ix" on sale."PointTransaction" (merchantId, customerId, id desc);
create trigger "PointTransaction_append_only" before update or delete on sale."PointTransaction"
  for each row execute function sale.refuse_change();

create table sale."PointBalance" (
  merchantId bigint      not null,
  customerId bigint      not null,
  balance    bigint      not null,
  modifiedAt timestamptz not null,
  constraint "PointBalance_pk" primary key (merchantId, customerId)
) with (fillfactor = 70);
