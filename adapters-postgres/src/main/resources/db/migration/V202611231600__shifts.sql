-- Shifts: tills with their books, cash, and Z reports. New tables; orders learn of their shifts, approvals may be for a shift.

create table sale."PosSession" (
  id                bigint         not null constraint "PosSession_pk" primary key,
  merchantId        bigint         not null,
  deviceId          text           not null,
  saleChannelId     bigint         not null,
  status            text           not null,
  currency          text           not null,
  openingFloat      numeric(15, 4) not null,
  payIn             numeric(15, 4) not null,
  payOut            numeric(15, 4) not null,
  safeDrop          numeric(15, 4) not null,
  refund            numeric(15, 4) not null,
  closeRecountCount integer        not null,
  expectedCash      numeric(19, 4),
  actualCash        numeric(19, 4),
  cashDiscrepancy   numeric(19, 4),
  denominations     jsonb,
  handOver          boolean,
  note              text,
  closeNote         text,
  openedAt          timestamptz    not null,
  openedBy          text           not null,
  closedAt          timestamptz,
  closedBy          text,
  createdAt         timestamptz    not null,
  createdBy         text           not null,
  modifiedAt        timestamptz    not null,
  modifiedBy        text           not null,
  deletedAt         timestamptz,
  metadata          jsonb,
  revision          integer        not null,
  constraint "PosSession_merchant_uq" unique (merchantId, id),
  constraint "PosSession_status_ck" check (status in ('OPEN', 'CLOSED')),
  constraint "PosSession_closed_ck" check ((status = 'CLOSED') = (closedAt is not null and expectedCash is not null)),
  constraint "PosSession_discrepancy_ck" check (cashDiscrepancy = actualCash - expectedCash)
) with (fillfactor = 80);
create unique index "PosSession_open_uq" on sale."PosSession" (merchantId, deviceId) where status = 'OPEN' and deletedAt is null;
create index "PosSession_list_ix" on sale."PosSession" (merchantId, id desc) where deletedAt is null;
create index "PosSession_leaked_ix" on sale."PosSession" (openedAt) where status = 'OPEN' and deletedAt is null;

create table sale."PosSessionEnrolment" (
  id           bigint      not null constraint "PosSessionEnrolment_pk" primary key,
  merchantId   bigint      not null,
  posSessionId bigint      not null
    constraint "PosSessionEnrolment_session_fk" references sale."PosSession" (id),
  userId       text        not null,
  enrolledAt   timestamptz not null,
  enrolledBy   text        not null,
  leftAt       timestamptz,
  constraint "PosSessionEnrolment_merchant_uq" unique (merchantId, id)
);
create unique index "PosSessionEnrolment_there_uq" on sale."PosSessionEnrolment" (posSessionId, userId) where leftAt is null;
create index "PosSessionEnrolment_session_ix" on sale."PosSessionEnrolment" (posSessionId, id);

create table sale."CashMovement" (
  id              bigint         not null constraint "CashMovement_pk" primary key,
  merchantId      bigint         not null,
  posSessionId    bigint         not null
    constraint "CashMovement_session_fk" references sale."PosSession" (id),
  kind            text           not null,
  amount          numeric(15, 4) not null,
  currency        text           not null,
  reason          text           not null,
  reversesId      bigint
    constraint "CashMovement_reverses_fk" references sale."CashMovement" (id)
    constraint "CashMovement_reverses_uq" unique,
  paymentReviewId bigint
    constraint "CashMovement_review_fk" references sale."PaymentReview" (id),
  createdAt       timestamptz    not null,
  createdBy       text           not null,
  constraint "CashMovement_merchant_uq" unique (merchantId, id),
  constraint "CashMovement_kind_ck" check (kind in ('PAY_IN', 'PAY_OUT', 'DROP', 'REFUND')),
  constraint "CashMovement_amount_ck" check (amount > 0)
);
create index "CashMovement_session_ix" on sale."CashMovement" (posSessionId, id);
create trigger "CashMovement_append_only" before update or delete on sale."CashMovement"
  for each row execute function sale.refuse_change();

-- A till that has had a shift. The row is what bookings queue at, for the last moment of their transactions.
create table sale."Till" (
  merchantId    bigint      not null,
  deviceId      text        not null,
  openSessionId bigint
    constraint "Till_session_fk" references sale."PosSession" (id),
  lastNumber    bigint      not null,
  lastHash      text        not null,
  modifiedAt    timestamptz not null,
  constraint "Till_pk" primary key (merchantId, deviceId)
) with (fillfactor = 50);

-- What came into the books of a till; posSessionId is null while it is held for the till's next shift.
create table sale."TillEntry" (
  id           bigint         not null constraint "TillEntry_pk" primary key,
  merchantId   bigint         not null,
  deviceId     text           not null,
  posSessionId bigint
    constraint "TillEntry_session_fk" references sale."PosSession" (id),
  carried      boolean        not null default false,
  saleOrderId  bigint         not null
    constraint "TillEntry_order_fk" references sale."SaleOrder" (id),
  saleCheckId  bigint,
  kind         text           not null,
  currency     text           not null,
  tender       text,
  payments     integer        not null,
  amount       numeric(15, 4) not null,
  late         numeric(15, 4) not null,
  over         numeric(15, 4) not null,
  outcome      text,
  subtotal     numeric(15, 4) not null,
  discount     numeric(15, 4) not null,
  tax          numeric(15, 4) not null,
  rounding     numeric(15, 4) not null,
  total        numeric(15, 4) not null,
  createdAt    timestamptz    not null,
  constraint "TillEntry_merchant_uq" unique (merchantId, id),
  constraint "TillEntry_kind_ck" check (kind in ('TAKING', 'SALE')),
  constraint "TillEntry_outcome_ck" check ((kind = 'SALE') = (outcome is not null) and outcome in ('COMPLETED', 'CANCELLED'))
);
create index "TillEntry_session_ix" on sale."TillEntry" (posSessionId, id);
create index "TillEntry_held_ix" on sale."TillEntry" (merchantId, deviceId) where posSessionId is null;

create table sale."PosSessionTender" (
  posSessionId bigint         not null
    constraint "PosSessionTender_session_fk" references sale."PosSession" (id),
  tender       text           not null,
  currency     text           not null,
  payments     bigint         not null,
  amount       numeric(19, 4) not null,
  carried      numeric(19, 4) not null,
  constraint "PosSessionTender_pk" primary key (posSessionId, tender, currency)
) with (fillfactor = 50);

create table sale."PosSessionSales" (
  posSessionId    bigint         not null
    constraint "PosSessionSales_session_fk" references sale."PosSession" (id),
  currency        text           not null,
  orders          bigint         not null,
  carriedOrders   bigint         not null,
  subtotal        numeric(19, 4) not null,
  discount        numeric(19, 4) not null,
  tax             numeric(19, 4) not null,
  rounding        numeric(19, 4) not null,
  total           numeric(19, 4) not null,
  cancelledOrders bigint         not null,
  cancelledTotal  numeric(19, 4) not null,
  late            numeric(19, 4) not null,
  over            numeric(19, 4) not null,
  constraint "PosSessionSales_pk" primary key (posSessionId, currency)
) with (fillfactor = 50);

create table sale."PosSessionReport" (
  id           bigint      not null constraint "PosSessionReport_pk" primary key,
  merchantId   bigint      not null,
  deviceId     text        not null,
  posSessionId bigint      not null
    constraint "PosSessionReport_session_fk" references sale."PosSession" (id)
    constraint "PosSessionReport_session_uq" unique,
  number       bigint      not null,
  content      text        not null,
  previousHash text        not null,
  hash         text        not null,
  createdAt    timestamptz not null,
  createdBy    text        not null,
  constraint "PosSessionReport_merchant_uq" unique (merchantId, id),
  constraint "PosSessionReport_number_uq" unique (merchantId, deviceId, number)
);
create trigger "PosSessionReport_immutable" before update or delete on sale."PosSessionReport"
  for each row execute function sale.refuse_change();

alter table sale."SaleOrder"
  add openedInSessionId bigint,
  add closedInSessionId bigint,
  add drawerDeviceId    text generated always as (coalesce(metadata ->> 'deviceId', deviceId)) stored;
create index "SaleOrder_drawer_ix" on sale."SaleOrder" (merchantId, drawerDeviceId, status)
  where status in ('DRAFT', 'PROCESSING', 'PARTIAL') and deletedAt is null;

alter table sale."Approval"
  alter saleOrderId drop not null,
  add posSessionId bigint constraint "Approval_session_fk" references sale."PosSession" (id),
  add constraint "Approval_about_ck" check (num_nonnulls(saleOrderId, posSessionId) = 1);
