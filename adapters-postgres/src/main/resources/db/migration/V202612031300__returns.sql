-- Returns and refunds (decision 0060). New tables, and columns with constant defaults: no row is written, each table is held for a moment.
-- A build before this one takes no goods back, and leaves the new columns and tables as they are.

alter table sale."SaleOrder"
  add column refundStatus   text           not null default 'NONE',
  add column refunded       numeric(15, 4) not null default 0,
  add column returnSequence bigint         not null default 0,
  add column refundSequence bigint         not null default 0;
alter table sale."SaleOrder"
  add constraint "SaleOrder_refund_ck"
    check (refundStatus in ('NONE', 'PARTIAL', 'FULL') and (refundStatus <> 'NONE' or refunded = 0)) not valid;

create table sale."SaleReturn" (
  merchantId   bigint         not null,
  id           bigint         not null,
  saleOrderId  bigint         not null,
  number       bigint         not null,
  deviceId     text,
  businessDate date           not null,
  currency     text           not null,
  subtotal     numeric(15, 4) not null,
  discount     numeric(15, 4) not null,
  charge       numeric(15, 4) not null,
  tax          numeric(15, 4) not null,
  rounding     numeric(15, 4) not null,
  total        numeric(15, 4) not null,
  unpaid       numeric(15, 4) not null,
  cashRounding numeric(15, 4) not null,
  -- by bill, as [{"check": 5, "amount": "-200"}]
  cashRoundings jsonb         not null,
  note         text,
  createdAt    timestamptz    not null,
  createdBy    text           not null,
  constraint "SaleReturn_pk" primary key (merchantId, id),
  constraint "SaleReturn_number_uq" unique (merchantId, saleOrderId, number),
  constraint "SaleReturn_order_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id),
  constraint "SaleReturn_total_ck" check (total - rounding = subtotal - discount + charge + tax and unpaid between 0 and total + cashRounding)
);
create index "SaleReturn_day_ix" on sale."SaleReturn" (merchantId, businessDate);
create trigger "SaleReturn_append_only" before update or delete on sale."SaleReturn"
  for each row execute function sale.refuse_change();
select sale.by_merchant('sale."SaleReturn"');

-- A row for each line and each check that it falls on.
create table sale."SaleReturnItem" (
  merchantId      bigint         not null,
  id              bigint         not null,
  saleReturnId    bigint         not null,
  saleOrderItemId bigint         not null,
  saleCheckId     bigint,
  quantity        numeric(10, 4) not null,
  subtotal        numeric(15, 4) not null,
  discount        numeric(15, 4) not null,
  charge          numeric(15, 4) not null,
  tax             numeric(15, 4) not null,
  chargeTax       numeric(15, 4) not null,
  restock         boolean        not null,
  reason          text,
  constraint "SaleReturnItem_pk" primary key (merchantId, id),
  constraint "SaleReturnItem_return_fk" foreign key (merchantId, saleReturnId) references sale."SaleReturn" (merchantId, id)
);
create index "SaleReturnItem_return_ix" on sale."SaleReturnItem" (merchantId, saleReturnId);
create trigger "SaleReturnItem_append_only" before update or delete on sale."SaleReturnItem"
  for each row execute function sale.refuse_change();
select sale.by_merchant('sale."SaleReturnItem"');

create table sale."Refund" (
  merchantId      bigint         not null,
  id              bigint         not null,
  saleOrderId     bigint         not null,
  saleReturnId    bigint,
  paymentReviewId bigint,
  attemptUid      text,
  saleCheckId     bigint,
  way             text           not null,
  tender          text           not null,
  amount          numeric(15, 4) not null,
  currency        text           not null,
  number          bigint         not null,
  status          text           not null,
  replacedById    bigint,
  note            text,
  createdAt       timestamptz    not null,
  createdBy       text           not null,
  modifiedAt      timestamptz    not null,
  modifiedBy      text           not null,
  deletedAt       timestamptz,
  metadata        jsonb,
  revision        integer        not null,
  constraint "Refund_pk" primary key (merchantId, id),
  constraint "Refund_order_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id),
  constraint "Refund_return_fk" foreign key (merchantId, saleReturnId) references sale."SaleReturn" (merchantId, id),
  constraint "Refund_review_fk" foreign key (merchantId, paymentReviewId) references sale."PaymentReview" (merchantId, id),
  constraint "Refund_cause_ck" check (num_nonnulls(saleReturnId, paymentReviewId) = 1),
  constraint "Refund_way_ck" check (way in ('CASH', 'MQ_PAY', 'PERSON')),
  constraint "Refund_tender_ck" check (tender in ('CASH', 'BANK', 'CARD', 'WALLET', 'QR', 'OTHER')),
  constraint "Refund_status_ck" check (status in ('REQUESTED', 'SENT', 'FAILED', 'MANUAL', 'SUCCESS')),
  constraint "Refund_amount_ck" check (amount > 0)
);
create index "Refund_order_ix" on sale."Refund" (merchantId, saleOrderId, id);
create index "Refund_open_ix" on sale."Refund" (merchantId, id) where status in ('REQUESTED', 'SENT', 'FAILED') and replacedById is null;
-- MQ-Pay names a refund by its id alone: whose it is, is found by this.
create index "Refund_id_ix" on sale."Refund" (id);
select sale.by_merchant('sale."Refund"');

-- What returns bring into the books of a till; posSessionId is null while it is held for the till's next shift.
create table sale."TillReturn" (
  merchantId   bigint         not null,
  id           bigint         not null,
  deviceId     text           not null,
  posSessionId bigint,
  carried      boolean        not null default false,
  saleOrderId  bigint         not null,
  kind         text           not null,
  refundId     bigint,
  currency     text           not null,
  tender       text,
  count        integer        not null,
  amount       numeric(15, 4) not null,
  createdAt    timestamptz    not null,
  createdBy    text           not null,
  constraint "TillReturn_pk" primary key (merchantId, id),
  constraint "TillReturn_order_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id),
  constraint "TillReturn_session_fk" foreign key (merchantId, posSessionId) references sale."PosSession" (merchantId, id),
  constraint "TillReturn_kind_ck" check (kind in ('RETURN', 'REFUND') and (kind = 'REFUND') = (tender is not null))
);
create index "TillReturn_session_ix" on sale."TillReturn" (merchantId, posSessionId);
create index "TillReturn_held_ix" on sale."TillReturn" (merchantId, deviceId) where posSessionId is null;
select sale.by_merchant('sale."TillReturn"');

alter table sale."CashMovement" add column refundId bigint;

alter table sale."PaymentReview" drop constraint "PaymentReview_kind_ck";
alter table sale."PaymentReview"
  add constraint "PaymentReview_kind_ck"
    check (kind in ('LATE', 'OVERPAID', 'REFUND_DUE', 'REVERSED', 'SHORTFALL', 'REFUNDED_TWICE')) not valid;

-- What a point cost when it was earned. What goes with returns is in a table of its own: builds before this one keep one transaction for
-- each order and kind.
alter table sale."PointTransaction" add column spendPerPoint numeric(15, 4);
create table sale."PointReversal" (
  merchantId    bigint         not null,
  id            bigint         not null,
  customerId    bigint         not null,
  saleOrderId   bigint         not null,
  saleReturnId  bigint         not null,
  points        bigint         not null,
  spend         numeric(15, 4) not null,
  currency      text           not null,
  spendPerPoint numeric(15, 4),
  createdAt     timestamptz    not null,
  constraint "PointReversal_pk" primary key (merchantId, id),
  constraint "PointReversal_return_uq" unique (merchantId, saleReturnId),
  constraint "PointReversal_return_fk" foreign key (merchantId, saleReturnId) references sale."SaleReturn" (merchantId, id),
  constraint "PointReversal_points_ck" check (points < 0)
);
create index "PointReversal_customer_ix" on sale."PointReversal" (merchantId, customerId, id desc);
create index "PointReversal_order_ix" on sale."PointReversal" (merchantId, saleOrderId);
create trigger "PointReversal_append_only" before update or delete on sale."PointReversal"
  for each row execute function sale.refuse_change();
select sale.by_merchant('sale."PointReversal"');

create view sale."PointLedger" as
select merchantId, id, customerId, saleOrderId, kind, points, spend, currency, spendPerPoint, null::bigint as saleReturnId, createdAt
  from sale."PointTransaction"
 where deletedAt is null
union all
select merchantId, id, customerId, saleOrderId, 'REVERSE', points, spend, currency, spendPerPoint, saleReturnId, createdAt
  from sale."PointReversal";
