-- What the service itself needs: leases of id workers, answered requests, messages to deliver, the audit trail.
-- New tables only: no lock on anything that exists.

create table sale."SnowflakeSlot" (
  slot        integer     not null constraint "SnowflakeSlot_pk" primary key,
  owner       text        not null,
  leasedUntil timestamptz not null,
  highWater   bigint      not null,
  constraint "SnowflakeSlot_slot_ck" check (slot between 0 and 1023)
);

create table sale."IdempotencyKey" (
  merchantId  bigint      not null,
  caller      text        not null,
  key         text        not null,
  fingerprint text        not null,
  status      integer,
  body        text,
  revision    bigint,
  location    text,
  createdAt   timestamptz not null default now(),
  constraint "IdempotencyKey_pk" primary key (merchantId, caller, key)
);
create index "IdempotencyKey_age_ix" on sale."IdempotencyKey" (createdAt);

create table sale."Outbox" (
  position    bigint      generated always as identity constraint "Outbox_pk" primary key,
  eventId     bigint      not null,
  bucket      integer     not null,
  topic       text        not null,
  key         text        not null,
  sequence    bigint,
  type        text        not null,
  version     integer     not null,
  body        text        not null,
  requestId   text        not null,
  occurredAt  timestamptz not null,
  status      text        not null default 'PENDING',
  attempts    integer     not null default 0,
  retryAt     timestamptz,
  lastError   text,
  publishedAt timestamptz,
  constraint "Outbox_eventId_uq" unique (eventId),
  constraint "Outbox_status_ck" check (status in ('PENDING', 'PUBLISHED', 'PARKED')),
  constraint "Outbox_bucket_ck" check (bucket between 0 and 63)
) with (fillfactor = 80);
create index "Outbox_waiting_ix" on sale."Outbox" (bucket, position) where status <> 'PUBLISHED';
create index "Outbox_troubled_ix" on sale."Outbox" (topic, key, position) where status = 'PARKED' or retryAt is not null;
create index "Outbox_published_ix" on sale."Outbox" (publishedAt) where status = 'PUBLISHED';

create table sale."AuditEntry" (
  id          bigint      not null constraint "AuditEntry_pk" primary key,
  merchantId  bigint      not null,
  saleOrderId bigint,
  action      text        not null,
  actor       text        not null,
  deviceId    text,
  reason      text,
  requestId   text        not null,
  details     jsonb       not null,
  createdAt   timestamptz not null
);
create index "AuditEntry_order_ix" on sale."AuditEntry" (merchantId, saleOrderId, id);

create function sale.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger "AuditEntry_append_only" before update or delete on sale."AuditEntry"
  for each row execute function sale.refuse_change();
