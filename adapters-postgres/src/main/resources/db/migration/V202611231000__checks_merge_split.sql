-- Checks, lineage of orders and lines, and the record of merges and splits.
-- Columns are added without a default or a rewrite; the indexes on existing tables are small (partial, or on reviews only).

alter table sale."SaleOrder"
  add column originOrderId     bigint,
  add column orderSplitAt      timestamptz,
  add column mergedAt          timestamptz,
  add column mergedIntoOrderId bigint,
  add column checkSplitAt      timestamptz;
create index "SaleOrder_origin_ix" on sale."SaleOrder" (merchantId, originOrderId) where originOrderId is not null;
create index "SaleOrder_mergedInto_ix" on sale."SaleOrder" (merchantId, mergedIntoOrderId)
  where mergedIntoOrderId is not null;

alter table sale."SaleOrderItem"
  add column partOfItemId    bigint,
  add column transferHistory jsonb;

create table sale."SaleCheck" (
  id                 bigint         not null constraint "SaleCheck_pk" primary key,
  merchantId         bigint         not null,
  saleOrderId        bigint         not null
    constraint "SaleCheck_order_fk" references sale."SaleOrder" (id),
  number             integer        not null,
  name               text           not null,
  customerId         bigint,
  mode               text           not null,
  deviceId           text,
  status             text           not null,
  processingAt       timestamptz    not null,
  partialAt          timestamptz,
  completedAt        timestamptz,
  cancelledAt        timestamptz,
  cancellationReason text,
  currency           text           not null,
  subtotal           numeric(15, 4) not null,
  discount           numeric(15, 4) not null,
  tax                numeric(15, 4) not null,
  rounding           numeric(15, 4) not null,
  total              numeric(15, 4) not null,
  paid               numeric(15, 4) not null,
  received           numeric(15, 4) not null,
  createdAt          timestamptz    not null,
  createdBy          text           not null,
  modifiedAt         timestamptz    not null,
  modifiedBy         text           not null,
  deletedAt          timestamptz,
  metadata           jsonb,
  revision           integer        not null,
  constraint "SaleCheck_merchant_uq" unique (merchantId, id),
  constraint "SaleCheck_mode_ck" check (mode in ('BY_ITEM', 'BY_SEAT', 'EVENLY', 'BY_AMOUNT')),
  constraint "SaleCheck_status_ck" check (status in ('PROCESSING', 'PARTIAL', 'COMPLETED', 'CANCELLED')),
  constraint "SaleCheck_total_ck" check (total >= 0 and total - rounding = subtotal - discount + tax),
  constraint "SaleCheck_paid_ck" check (paid >= 0 and received >= paid)
);
create unique index "SaleCheck_number_uq" on sale."SaleCheck" (saleOrderId, number) where deletedAt is null;

create table sale."SaleCheckItem" (
  id              bigint         not null constraint "SaleCheckItem_pk" primary key,
  merchantId      bigint         not null,
  saleCheckId     bigint         not null
    constraint "SaleCheckItem_check_fk" references sale."SaleCheck" (id),
  saleOrderItemId bigint         not null
    constraint "SaleCheckItem_item_fk" references sale."SaleOrderItem" (id),
  quantity        numeric(15, 4) not null,
  subtotal        numeric(15, 4) not null,
  discount        numeric(15, 4) not null,
  tax             numeric(15, 4) not null,
  createdAt       timestamptz    not null,
  createdBy       text           not null,
  modifiedAt      timestamptz    not null,
  modifiedBy      text           not null,
  deletedAt       timestamptz,
  metadata        jsonb,
  revision        integer        not null,
  constraint "SaleCheckItem_merchant_uq" unique (merchantId, id),
  constraint "SaleCheckItem_item_uq" unique (saleCheckId, saleOrderItemId),
  constraint "SaleCheckItem_quantity_ck" check (quantity >= 0)
);

-- position: the order in which operations on the same orders happened; their row locks make it so.
create table sale."OrderOperation" (
  id           bigint      not null constraint "OrderOperation_pk" primary key,
  position     bigint      generated always as identity,
  merchantId   bigint      not null,
  kind         text        not null,
  saleOrderId  bigint      not null
    constraint "OrderOperation_order_fk" references sale."SaleOrder" (id),
  otherOrders  bigint[]    not null,
  orders       bigint[]    not null,
  moves        jsonb       not null,
  lines        bigint[]    not null,
  sumsBefore   jsonb       not null,
  sumsAfter    jsonb       not null,
  currency     text        not null,
  undoes       bigint,
  home         bigint[]    not null,
  open         boolean     not null,
  adopted      bigint,
  createdAt    timestamptz not null,
  createdBy    text        not null,
  modifiedAt   timestamptz not null,
  modifiedBy   text        not null,
  deletedAt    timestamptz,
  metadata     jsonb,
  revision     integer     not null,
  constraint "OrderOperation_merchant_uq" unique (merchantId, id),
  constraint "OrderOperation_kind_ck"
    check (kind in ('MERGE', 'SPLIT', 'UNDO_MERGE', 'UNDO_SPLIT', 'DIVIDE_BILL', 'REJOIN_BILL'))
);
create index "OrderOperation_anchor_ix" on sale."OrderOperation" (saleOrderId) where open;
create index "OrderOperation_lines_ix" on sale."OrderOperation" using gin (lines) where open;
create index "OrderOperation_orders_ix" on sale."OrderOperation" using gin (orders);

alter table sale."PaymentTransaction" add column saleCheckId bigint;
alter table sale."PaymentAttempt" add column saleCheckId bigint;
alter table sale."PaymentReview" add column saleCheckId bigint;
create unique index "PaymentReview_openOne_uq" on sale."PaymentReview" (saleOrderId, kind, attemptUid, saleCheckId)
  nulls not distinct where status = 'OPEN';
drop index sale."PaymentReview_open_uq";
