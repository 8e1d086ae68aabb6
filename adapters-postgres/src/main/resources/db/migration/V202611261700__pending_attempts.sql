-- Payment attempts that a terminal announced or MQ-Pay named, and that MQ-Pay is asked for until their end is known. A new table only.

create table sale."PendingAttempt" (
  id             bigint         not null constraint "PendingAttempt_pk" primary key,
  merchantId     bigint         not null,
  saleOrderId    bigint         not null
    constraint "PendingAttempt_order_fk" references sale."SaleOrder" (id),
  saleCheckId    bigint,
  attemptId      text           not null,
  attemptUid     text           not null,
  transactionUid text,
  amount         numeric(15, 4),
  currency       text,
  heardAt        timestamptz    not null,
  asked          integer        not null,
  nextAt         timestamptz,
  endedAt        timestamptz,
  createdAt      timestamptz    not null,
  createdBy      text           not null,
  modifiedAt     timestamptz    not null,
  modifiedBy     text           not null,
  deletedAt      timestamptz,
  metadata       jsonb,
  revision       integer        not null,
  constraint "PendingAttempt_uid_uq" unique (saleOrderId, attemptUid)
);
create index "PendingAttempt_due_ix" on sale."PendingAttempt" (nextAt) where nextAt is not null;
