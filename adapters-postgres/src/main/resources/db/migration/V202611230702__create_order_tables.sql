-- Orders and their lines. New tables only.
-- SaleOrder leaves room on its pages: every added item rewrites the row, and the rewrite stays on the page.

create table sale."SaleOrder" (
  id                 bigint         not null constraint "SaleOrder_pk" primary key,
  merchantId         bigint         not null,
  saleChannelId      bigint         not null,
  deviceId           text,
  orderNumber        text           not null,
  slug               text           not null,
  orderType          text           not null,
  currency           text           not null,
  exchangeRate       numeric(12, 6) not null,
  name               text           not null,
  note               text,
  guestCount         integer,
  customerId         bigint,
  validFrom          timestamptz,
  validTo            timestamptz,
  status             text           not null,
  draftAt            timestamptz    not null,
  processingAt       timestamptz,
  partialAt          timestamptz,
  completedAt        timestamptz,
  cancelledAt        timestamptz,
  cancellationReason text,
  subtotal           numeric(15, 4) not null,
  discount           numeric(15, 4) not null,
  tax                numeric(15, 4) not null,
  rounding           numeric(15, 4) not null,
  total              numeric(15, 4) not null,
  paid               numeric(15, 4) not null,
  received           numeric(15, 4) not null,
  paidItemIds        bigint[]       not null,
  businessDate       date,
  paymentSequence    bigint         not null,
  changedSequence    bigint         not null,
  createdAt          timestamptz    not null,
  createdBy          text           not null,
  modifiedAt         timestamptz    not null,
  modifiedBy         text           not null,
  deletedAt          timestamptz,
  metadata           jsonb,
  revision           integer        not null,
  constraint "SaleOrder_merchant_uq" unique (merchantId, id),
  constraint "SaleOrder_orderNumber_uq" unique (merchantId, orderNumber),
  constraint "SaleOrder_status_ck" check (status in ('DRAFT', 'PROCESSING', 'PARTIAL', 'COMPLETED', 'CANCELLED')),
  constraint "SaleOrder_orderType_ck" check (orderType in ('DINE_IN', 'TAKEAWAY', 'DELIVERY', 'RETAIL', 'TICKET')),
  constraint "SaleOrder_total_ck" check (total >= 0 and total - rounding = greatest(0, subtotal - discount + tax)),
  constraint "SaleOrder_paid_ck" check (paid >= 0 and received >= paid)
) with (fillfactor = 60);
create index "SaleOrder_created_ix" on sale."SaleOrder" (merchantId, createdAt desc, id desc) where deletedAt is null;
create index "SaleOrder_status_ix" on sale."SaleOrder" (merchantId, status, id desc) where deletedAt is null;
create index "SaleOrder_waiting_ix" on sale."SaleOrder" (merchantId, processingAt) where status in ('PROCESSING', 'PARTIAL');

create table sale."SaleOrderItem" (
  id                 bigint         not null constraint "SaleOrderItem_pk" primary key,
  merchantId         bigint         not null,
  saleOrderId        bigint         not null
    constraint "SaleOrderItem_order_fk" references sale."SaleOrder" (id),
  itemType           text           not null,
  itemId             bigint,
  mode               text           not null,
  leadItemId         bigint,
  perLead            numeric(15, 4) not null,
  currency           text           not null,
  heldPrice          numeric(15, 4) not null,
  basePrice          numeric(15, 4) not null,
  unitPrice          numeric(15, 4) not null,
  discount           numeric(15, 4) not null,
  tax                numeric(15, 4) not null,
  quantity           numeric(15, 4) not null,
  total              numeric(15, 4) not null,
  fareId             text,
  fareProvider       text,
  priceMetadata      jsonb,
  modifiers          jsonb          not null,
  name               text           not null,
  sku                text,
  categoryId         text,
  categoryName       text,
  kitchenStationCode text,
  note               text,
  seat               integer        not null,
  course             integer        not null,
  mergeKey           text           not null,
  createdAt          timestamptz    not null,
  createdBy          text           not null,
  modifiedAt         timestamptz    not null,
  modifiedBy         text           not null,
  deletedAt          timestamptz,
  metadata           jsonb,
  revision           integer        not null,
  constraint "SaleOrderItem_merchant_uq" unique (merchantId, id),
  constraint "SaleOrderItem_mode_ck" check (mode in ('PRODUCT', 'CUSTOM')),
  constraint "SaleOrderItem_quantity_ck" check (quantity > 0)
) with (fillfactor = 80);
create index "SaleOrderItem_order_ix" on sale."SaleOrderItem" (saleOrderId, id) where deletedAt is null;
create index "SaleOrderItem_merge_ix" on sale."SaleOrderItem" (saleOrderId, mergeKey) where deletedAt is null;
create index "SaleOrderItem_lead_ix" on sale."SaleOrderItem" (leadItemId) where leadItemId is not null and deletedAt is null;

create table sale."SaleOrderItemAdd" (
  saleOrderId  bigint         not null constraint "SaleOrderItemAdd_order_fk" references sale."SaleOrder" (id),
  clientLineId uuid           not null,
  itemId       bigint         not null,
  quantity     numeric(15, 4) not null,
  createdAt    timestamptz    not null,
  constraint "SaleOrderItemAdd_pk" primary key (saleOrderId, clientLineId)
);
