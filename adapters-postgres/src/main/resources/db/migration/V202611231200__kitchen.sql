-- Kitchen stations and tickets, what each line has with the kitchen, and approvals.
-- Columns are added with a constant default, which rewrites nothing; the new index on lines is small (partial).

alter table sale."SaleOrder" add column kitchenSequence bigint not null default 0;
alter table sale."SaleOrderItem"
  add column sentQuantity numeric(15, 4) not null default 0;
alter table sale."SaleOrderItem"
  add constraint "SaleOrderItem_sent_ck" check (sentQuantity >= 0 and sentQuantity <= quantity) not valid;
alter table sale."SaleOrderItem" validate constraint "SaleOrderItem_sent_ck";

create table sale."KitchenStation" (
  id         bigint      not null constraint "KitchenStation_pk" primary key,
  merchantId bigint      not null,
  code       text        not null,
  name       text        not null,
  categories text[]      not null,
  createdAt  timestamptz not null,
  createdBy  text        not null,
  modifiedAt timestamptz not null,
  modifiedBy text        not null,
  deletedAt  timestamptz,
  metadata   jsonb,
  revision   integer     not null,
  constraint "KitchenStation_merchant_uq" unique (merchantId, id)
);
create unique index "KitchenStation_code_uq" on sale."KitchenStation" (merchantId, code) where deletedAt is null;

-- Technical: the last ticket number of each merchant's business day.
create table sale."KitchenCounter" (
  merchantId   bigint  not null,
  businessDate date    not null,
  last         integer not null,
  constraint "KitchenCounter_pk" primary key (merchantId, businessDate)
) with (fillfactor = 50);

create table sale."KitchenTicket" (
  id             bigint      not null constraint "KitchenTicket_pk" primary key,
  merchantId     bigint      not null,
  saleOrderId    bigint      not null
    constraint "KitchenTicket_order_fk" references sale."SaleOrder" (id),
  sentForOrderId bigint      not null,
  stationId      bigint      not null
    constraint "KitchenTicket_station_fk" references sale."KitchenStation" (id),
  number         integer     not null,
  businessDate   date        not null,
  course         integer     not null,
  rush           boolean     not null,
  idempotencyKey text,
  note           text,
  status         text        not null,
  pendingAt      timestamptz not null,
  processingAt   timestamptz,
  readyAt        timestamptz,
  completedAt    timestamptz,
  voidedAt       timestamptz,
  createdAt      timestamptz not null,
  createdBy      text        not null,
  modifiedAt     timestamptz not null,
  modifiedBy     text        not null,
  deletedAt      timestamptz,
  metadata       jsonb,
  revision       integer     not null,
  constraint "KitchenTicket_merchant_uq" unique (merchantId, id),
  constraint "KitchenTicket_number_uq" unique (merchantId, businessDate, number),
  constraint "KitchenTicket_status_ck" check (status in ('PENDING', 'PROCESSING', 'READY', 'COMPLETED', 'VOIDED'))
) with (fillfactor = 80);
create unique index "KitchenTicket_key_uq" on sale."KitchenTicket" (sentForOrderId, idempotencyKey, stationId)
  where idempotencyKey is not null;
create index "KitchenTicket_queue_ix" on sale."KitchenTicket" (stationId, rush desc, id)
  where status in ('PENDING', 'PROCESSING', 'READY');
create index "KitchenTicket_order_ix" on sale."KitchenTicket" (saleOrderId);
create index "KitchenTicket_list_ix" on sale."KitchenTicket" (merchantId, id desc) where deletedAt is null;

create table sale."KitchenTicketItem" (
  id               bigint         not null constraint "KitchenTicketItem_pk" primary key,
  merchantId       bigint         not null,
  kitchenTicketId  bigint         not null
    constraint "KitchenTicketItem_ticket_fk" references sale."KitchenTicket" (id),
  saleOrderId      bigint         not null
    constraint "KitchenTicketItem_order_fk" references sale."SaleOrder" (id),
  saleOrderItemId  bigint         not null
    constraint "KitchenTicketItem_item_fk" references sale."SaleOrderItem" (id),
  itemType         text           not null,
  itemId           bigint,
  name             text           not null,
  modifiers        jsonb          not null,
  note             text,
  seat             integer        not null,
  course           integer        not null,
  quantity         numeric(15, 4) not null,
  status           text           not null,
  pendingAt        timestamptz    not null,
  cookingAt        timestamptz,
  readyAt          timestamptz,
  servedAt         timestamptz,
  voidedAt         timestamptz,
  voidReason       text,
  voidedBy         text,
  orderCancelledAt timestamptz,
  createdAt        timestamptz    not null,
  createdBy        text           not null,
  modifiedAt       timestamptz    not null,
  modifiedBy       text           not null,
  deletedAt        timestamptz,
  metadata         jsonb,
  revision         integer        not null,
  constraint "KitchenTicketItem_merchant_uq" unique (merchantId, id),
  constraint "KitchenTicketItem_quantity_ck" check (quantity > 0),
  constraint "KitchenTicketItem_status_ck" check (status in ('PENDING', 'COOKING', 'READY', 'SERVED', 'VOIDED')),
  constraint "KitchenTicketItem_void_ck" check ((status = 'VOIDED') = (voidedBy is not null))
) with (fillfactor = 80);
create index "KitchenTicketItem_ticket_ix" on sale."KitchenTicketItem" (kitchenTicketId);
create index "KitchenTicketItem_order_ix" on sale."KitchenTicketItem" (saleOrderId);
create index "KitchenTicketItem_line_ix" on sale."KitchenTicketItem" (saleOrderItemId);

-- Tokens are kept as hashes: who reads the table cannot spend them.
create table sale."Approval" (
  id          bigint      not null constraint "Approval_pk" primary key,
  merchantId  bigint      not null,
  tokenHash   text        not null constraint "Approval_token_uq" unique,
  action      text        not null,
  saleOrderId bigint      not null
    constraint "Approval_order_fk" references sale."SaleOrder" (id),
  approver    text        not null,
  reason      text        not null,
  expiresAt   timestamptz not null,
  spentAt     timestamptz,
  spentBy     text,
  createdAt   timestamptz not null
);
