-- The webhook inbox, the payment ledger of each order, and the reviews. New tables only.

create table sale."PaymentEvent" (
  id             bigint      not null constraint "PaymentEvent_pk" primary key,
  merchantId     bigint,
  saleOrderId    bigint,
  eventType      text        not null,
  transactionUid text,
  attemptUid     text,
  body           text        not null,
  headers        jsonb       not null,
  readable       boolean     not null,
  outcome        text,
  error          text,
  attempts       integer     not null,
  receivedAt     timestamptz not null,
  settledAt      timestamptz,
  constraint "PaymentEvent_outcome_ck" check (outcome in ('APPLIED', 'LATE', 'IGNORED', 'PARKED', 'FAILED'))
);
create unique index "PaymentEvent_event_uq" on sale."PaymentEvent" (eventType, transactionUid, attemptUid)
  nulls not distinct where readable;
create index "PaymentEvent_troubled_ix" on sale."PaymentEvent" (id) where outcome in ('PARKED', 'FAILED');
create index "PaymentEvent_order_ix" on sale."PaymentEvent" (saleOrderId, id);

create table sale."PaymentTransaction" (
  id           bigint         not null constraint "PaymentTransaction_pk" primary key,
  merchantId   bigint         not null,
  saleOrderId  bigint         not null
    constraint "PaymentTransaction_order_fk" references sale."SaleOrder" (id),
  uid          text           not null,
  status       text,
  total        numeric(15, 4),
  reportedPaid numeric(15, 4) not null,
  createdAt    timestamptz    not null,
  createdBy    text           not null,
  modifiedAt   timestamptz    not null,
  modifiedBy   text           not null,
  deletedAt    timestamptz,
  metadata     jsonb,
  revision     integer        not null,
  constraint "PaymentTransaction_uid_uq" unique (saleOrderId, uid)
);

create table sale."PaymentAttempt" (
  id             bigint         not null constraint "PaymentAttempt_pk" primary key,
  merchantId     bigint         not null,
  saleOrderId    bigint         not null
    constraint "PaymentAttempt_order_fk" references sale."SaleOrder" (id),
  uid            text           not null,
  transactionUid text,
  amount         numeric(15, 4) not null,
  provider       text           not null,
  method         text           not null,
  status         text           not null,
  seen           text[]         not null,
  reason         text,
  firstSeenAt    timestamptz    not null,
  successAt      timestamptz,
  createdAt      timestamptz    not null,
  createdBy      text           not null,
  modifiedAt     timestamptz    not null,
  modifiedBy     text           not null,
  deletedAt      timestamptz,
  metadata       jsonb,
  revision       integer        not null,
  constraint "PaymentAttempt_uid_uq" unique (saleOrderId, uid),
  constraint "PaymentAttempt_status_ck" check (status in ('SUCCESS', 'FAILED', 'CANCELLED', 'EXPIRED')),
  constraint "PaymentAttempt_method_ck" check (method in ('CASH', 'BANK', 'CARD', 'WALLET', 'QR', 'OTHER'))
);

create table sale."PaymentReview" (
  id          bigint         not null constraint "PaymentReview_pk" primary key,
  merchantId  bigint         not null,
  saleOrderId bigint         not null
    constraint "PaymentReview_order_fk" references sale."SaleOrder" (id),
  kind        text           not null,
  amount      numeric(15, 4) not null,
  currency    text           not null,
  attemptUid  text,
  status      text           not null,
  note        text,
  createdAt   timestamptz    not null,
  createdBy   text           not null,
  modifiedAt  timestamptz    not null,
  modifiedBy  text           not null,
  deletedAt   timestamptz,
  metadata    jsonb,
  revision    integer        not null,
  constraint "PaymentReview_kind_ck" check (kind in ('LATE', 'OVERPAID', 'REFUND_DUE', 'REVERSED', 'SHORTFALL')),
  constraint "PaymentReview_status_ck" check (status in ('OPEN', 'APPLIED', 'REFUNDED', 'DISMISSED')),
  constraint "PaymentReview_amount_ck" check (amount > 0)
);
create unique index "PaymentReview_open_uq" on sale."PaymentReview" (saleOrderId, kind, attemptUid)
  nulls not distinct where status = 'OPEN';
create index "PaymentReview_merchant_ix" on sale."PaymentReview" (merchantId, status, id);
