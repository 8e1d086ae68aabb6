-- The floor: layouts with their zones and units, who has which unit when, and reservations. New tables only.

create table allocation."AllocationLayout" (
  id         bigint      not null constraint "AllocationLayout_pk" primary key,
  merchantId bigint      not null,
  name       text        not null,
  createdAt  timestamptz not null,
  createdBy  text        not null,
  modifiedAt timestamptz not null,
  modifiedBy text        not null,
  deletedAt  timestamptz,
  metadata   jsonb,
  revision   integer     not null,
  constraint "AllocationLayout_merchant_uq" unique (merchantId, id)
);

create table allocation."AllocationZone" (
  id           bigint      not null constraint "AllocationZone_pk" primary key,
  merchantId   bigint      not null,
  layoutId     bigint      not null
    constraint "AllocationZone_layout_fk" references allocation."AllocationLayout" (id),
  parentZoneId bigint
    constraint "AllocationZone_parent_fk" references allocation."AllocationZone" (id) deferrable,
  place        integer     not null,
  name         text        not null,
  createdAt    timestamptz not null,
  createdBy    text        not null,
  modifiedAt   timestamptz not null,
  modifiedBy   text        not null,
  deletedAt    timestamptz,
  metadata     jsonb,
  revision     integer     not null,
  constraint "AllocationZone_merchant_uq" unique (merchantId, id)
);
create index "AllocationZone_layout_ix" on allocation."AllocationZone" (layoutId) where deletedAt is null;
create index "AllocationZone_parent_ix" on allocation."AllocationZone" (parentZoneId)
  where parentZoneId is not null and deletedAt is null;

create table allocation."AllocationUnit" (
  id         bigint      not null constraint "AllocationUnit_pk" primary key,
  merchantId bigint      not null,
  layoutId   bigint      not null
    constraint "AllocationUnit_layout_fk" references allocation."AllocationLayout" (id),
  zoneId     bigint      not null
    constraint "AllocationUnit_zone_fk" references allocation."AllocationZone" (id),
  place      integer     not null,
  code       text        not null,
  kind       text        not null,
  capacity   integer     not null,
  x          integer     not null,
  y          integer     not null,
  width      integer     not null,
  height     integer     not null,
  rotation   integer     not null,
  shareable  boolean     not null,
  createdAt  timestamptz not null,
  createdBy  text        not null,
  modifiedAt timestamptz not null,
  modifiedBy text        not null,
  deletedAt  timestamptz,
  metadata   jsonb,
  revision   integer     not null,
  constraint "AllocationUnit_merchant_uq" unique (merchantId, id),
  constraint "AllocationUnit_kind_ck" check (kind in ('TABLE', 'SEAT', 'LOCKER')),
  constraint "AllocationUnit_capacity_ck" check (capacity > 0)
);
create index "AllocationUnit_layout_ix" on allocation."AllocationUnit" (layoutId) where deletedAt is null;
create index "AllocationUnit_merchant_ix" on allocation."AllocationUnit" (merchantId, capacity) where deletedAt is null;

-- usageId names an order or a reservation and is checked by the service (spec 01). journey: the orders it went through in merges.
create table allocation."AllocationUsage" (
  id          bigint      not null constraint "AllocationUsage_pk" primary key,
  merchantId  bigint      not null,
  unitId      bigint      not null
    constraint "AllocationUsage_unit_fk" references allocation."AllocationUnit" (id),
  unitCode    text        not null,
  capacity    integer     not null,
  shareable   boolean     not null,
  layoutId    bigint      not null,
  zoneId      bigint      not null,
  zonePath    text[]      not null,
  usageType   text        not null,
  usageId     bigint      not null,
  startsAt    timestamptz not null,
  endsAt      timestamptz not null,
  status      text        not null,
  assigneeId  text,
  completedAt timestamptz,
  cancelledAt timestamptz,
  expiredAt   timestamptz,
  overstayAt  timestamptz,
  moves       jsonb       not null,
  journey     jsonb       not null default '[]',
  createdAt   timestamptz not null,
  createdBy   text        not null,
  modifiedAt  timestamptz not null,
  modifiedBy  text        not null,
  deletedAt   timestamptz,
  metadata    jsonb,
  revision    integer     not null,
  constraint "AllocationUsage_merchant_uq" unique (merchantId, id),
  constraint "AllocationUsage_type_ck" check (usageType in ('SALE_ORDER', 'RESERVATION')),
  constraint "AllocationUsage_status_ck" check (status in ('ACTIVE', 'SUCCESS', 'CANCELLED', 'EXPIRED')),
  constraint "AllocationUsage_window_ck" check (endsAt > startsAt),
  constraint "AllocationUsage_taken_ex" exclude using gist
    (int8range(unitId, unitId, '[]') with &&, tstzrange(startsAt, endsAt) with &&)
    where (status = 'ACTIVE' and not shareable and deletedAt is null)
) with (fillfactor = 80);
create unique index "AllocationUsage_sitting_uq" on allocation."AllocationUsage" (unitId)
  where status = 'ACTIVE' and usageType = 'SALE_ORDER' and not shareable and deletedAt is null;
create index "AllocationUsage_taker_ix" on allocation."AllocationUsage" (usageId, usageType);
create index "AllocationUsage_active_ix" on allocation."AllocationUsage" (unitId, startsAt)
  where status = 'ACTIVE' and deletedAt is null;
create index "AllocationUsage_unit_ix" on allocation."AllocationUsage" (unitId, id desc) where deletedAt is null;
create index "AllocationUsage_list_ix" on allocation."AllocationUsage" (merchantId, id desc) where deletedAt is null;
create index "AllocationUsage_overdue_ix" on allocation."AllocationUsage" (endsAt)
  where status = 'ACTIVE' and usageType = 'SALE_ORDER' and deletedAt is null;

create table allocation."Reservation" (
  id                 bigint      not null constraint "Reservation_pk" primary key,
  merchantId         bigint      not null,
  guestName          text        not null,
  guestPhone         text,
  occasion           text,
  note               text,
  customerId         bigint,
  partySize          integer     not null,
  reservedFrom       timestamptz not null,
  reservedTo         timestamptz not null,
  source             text        not null,
  status             text        not null,
  confirmedAt        timestamptz,
  checkedInAt        timestamptz,
  cancelledAt        timestamptz,
  expiredAt          timestamptz,
  cancellationReason text,
  saleOrderId        bigint,
  createdAt          timestamptz not null,
  createdBy          text        not null,
  modifiedAt         timestamptz not null,
  modifiedBy         text        not null,
  deletedAt          timestamptz,
  metadata           jsonb,
  revision           integer     not null,
  constraint "Reservation_merchant_uq" unique (merchantId, id),
  constraint "Reservation_status_ck" check (status in ('PENDING', 'CONFIRMED', 'CHECKED_IN', 'CANCELLED', 'EXPIRED')),
  constraint "Reservation_source_ck" check (source in ('PHONE', 'WALK_IN', 'ONLINE', 'OTHER')),
  constraint "Reservation_window_ck" check (reservedTo > reservedFrom),
  constraint "Reservation_party_ck" check (partySize > 0)
);
create index "Reservation_list_ix" on allocation."Reservation" (merchantId, reservedFrom, id) where deletedAt is null;
create index "Reservation_open_ix" on allocation."Reservation" (reservedTo)
  where status in ('PENDING', 'CONFIRMED') and deletedAt is null;
