-- Keys by merchant, first step (decision 0050): the new keys come beside the old ones while tills sell, and builds before this one go on.
-- A paragraph is a step: a transaction of its own that waits a moment for its lock and is tried again. Steps can be repeated from the start.
-- "-- if" says when a step is to be taken; "-- by pages of" runs it over a few pages at a time, from :from to :to.

-- Tables without the merchant get it; the trigger serves builds that do not write it.
alter table sale."SaleOrderItemAdd" add column if not exists merchantId bigint;
create or replace trigger "SaleOrderItemAdd_merchant" before insert on sale."SaleOrderItemAdd"
  for each row when (new.merchantId is null) execute function sale.merchant_of_order();

alter table sale."PosSessionTender" add column if not exists merchantId bigint;
create or replace trigger "PosSessionTender_merchant" before insert on sale."PosSessionTender"
  for each row when (new.merchantId is null) execute function sale.merchant_of_session();

alter table sale."PosSessionSales" add column if not exists merchantId bigint;
create or replace trigger "PosSessionSales_merchant" before insert on sale."PosSessionSales"
  for each row when (new.merchantId is null) execute function sale.merchant_of_session();

alter table sale."Outbox" add column if not exists merchantId bigint;
create or replace trigger "Outbox_merchant" before insert on sale."Outbox"
  for each row when (new.merchantId is null) execute function sale.merchant_of_outbox();

-- A primary key has no nulls: no category is the empty text in it.
alter table sale."SalesDayProduct" add column if not exists categoryKey text not null default '';
create or replace trigger "SalesDayProduct_category" before insert on sale."SalesDayProduct"
  for each row when (new.categoryId is not null and new.categoryKey = '') execute function sale.category_key();

-- by pages of sale."SaleOrderItemAdd" while merchantId is null
update sale."SaleOrderItemAdd" a set merchantId = o.merchantId
  from sale."SaleOrder" o
 where o.id = a.saleOrderId
   and a.ctid in (select ctid from sale."SaleOrderItemAdd" where merchantId is null and ctid >= :from and ctid < :to for update skip locked);

-- by pages of sale."PosSessionTender" while merchantId is null
update sale."PosSessionTender" a set merchantId = s.merchantId
  from sale."PosSession" s
 where s.id = a.posSessionId
   and a.ctid in (select ctid from sale."PosSessionTender" where merchantId is null and ctid >= :from and ctid < :to for update skip locked);

-- by pages of sale."PosSessionSales" while merchantId is null
update sale."PosSessionSales" a set merchantId = s.merchantId
  from sale."PosSession" s
 where s.id = a.posSessionId
   and a.ctid in (select ctid from sale."PosSessionSales" where merchantId is null and ctid >= :from and ctid < :to for update skip locked);

-- by pages of sale."Outbox" while merchantId is null
update sale."Outbox" set merchantId = sale.merchant_of_message(body, key)
 where ctid in (select ctid from sale."Outbox" where merchantId is null and ctid >= :from and ctid < :to for update skip locked);

-- by pages of sale."SalesDayProduct" while categoryId <> categoryKey
update sale."SalesDayProduct" set categoryKey = categoryId
 where ctid in (select ctid from sale."SalesDayProduct"
                 where categoryId <> categoryKey and ctid >= :from and ctid < :to for update skip locked);

-- if not (select attnotnull from pg_attribute where attrelid = 'sale."SaleOrderItemAdd"'::regclass and attname = 'merchantid')
alter table sale."SaleOrderItemAdd" drop constraint if exists "SaleOrderItemAdd_merchant_ck";
alter table sale."SaleOrderItemAdd" add constraint "SaleOrderItemAdd_merchant_ck" check (merchantId is not null) not valid;

-- if exists (select from pg_constraint where conname = 'SaleOrderItemAdd_merchant_ck')
alter table sale."SaleOrderItemAdd" validate constraint "SaleOrderItemAdd_merchant_ck";

-- The check spares PostgreSQL from looking at the rows again under the lock.
alter table sale."SaleOrderItemAdd" alter column merchantId set not null, drop constraint if exists "SaleOrderItemAdd_merchant_ck";

-- if not (select attnotnull from pg_attribute where attrelid = 'sale."PosSessionTender"'::regclass and attname = 'merchantid')
alter table sale."PosSessionTender" drop constraint if exists "PosSessionTender_merchant_ck";
alter table sale."PosSessionTender" add constraint "PosSessionTender_merchant_ck" check (merchantId is not null) not valid;

-- if exists (select from pg_constraint where conname = 'PosSessionTender_merchant_ck')
alter table sale."PosSessionTender" validate constraint "PosSessionTender_merchant_ck";

-- The check spares PostgreSQL from looking at the rows again under the lock.
alter table sale."PosSessionTender" alter column merchantId set not null, drop constraint if exists "PosSessionTender_merchant_ck";

-- if not (select attnotnull from pg_attribute where attrelid = 'sale."PosSessionSales"'::regclass and attname = 'merchantid')
alter table sale."PosSessionSales" drop constraint if exists "PosSessionSales_merchant_ck";
alter table sale."PosSessionSales" add constraint "PosSessionSales_merchant_ck" check (merchantId is not null) not valid;

-- if exists (select from pg_constraint where conname = 'PosSessionSales_merchant_ck')
alter table sale."PosSessionSales" validate constraint "PosSessionSales_merchant_ck";

-- The check spares PostgreSQL from looking at the rows again under the lock.
alter table sale."PosSessionSales" alter column merchantId set not null, drop constraint if exists "PosSessionSales_merchant_ck";

-- if not (select attnotnull from pg_attribute where attrelid = 'sale."Outbox"'::regclass and attname = 'merchantid')
alter table sale."Outbox" drop constraint if exists "Outbox_merchant_ck";
alter table sale."Outbox" add constraint "Outbox_merchant_ck" check (merchantId is not null) not valid;

-- if exists (select from pg_constraint where conname = 'Outbox_merchant_ck')
alter table sale."Outbox" validate constraint "Outbox_merchant_ck";

-- The check spares PostgreSQL from looking at the rows again under the lock.
alter table sale."Outbox" alter column merchantId set not null, drop constraint if exists "Outbox_merchant_ck";

-- The keys. PostgreSQL builds them beside reads and writes.
create unique index concurrently "Outbox_eventId_key" on sale."Outbox" (merchantId, eventId);

create unique index concurrently "Outbox_key" on sale."Outbox" (merchantId, position);

create unique index concurrently "AuditEntry_key" on sale."AuditEntry" (merchantId, id);

create unique index concurrently "SaleChannel_key" on sale."SaleChannel" (merchantId, id);

create unique index concurrently "ProductVariant_key" on sale."ProductVariant" (merchantId, id);

create unique index concurrently "Setting_key" on sale."Setting" (merchantId);

create unique index concurrently "SaleOrder_key" on sale."SaleOrder" (merchantId, id);

create unique index concurrently "SaleOrderItem_key" on sale."SaleOrderItem" (merchantId, id);

create unique index concurrently "SaleOrderItemAdd_key" on sale."SaleOrderItemAdd" (merchantId, saleOrderId, clientLineId);

create unique index concurrently "PaymentEvent_key" on sale."PaymentEvent" (merchantId, id);

create unique index concurrently "PaymentEvent_event_key" on sale."PaymentEvent" (merchantId, eventType, transactionUid, attemptUid) nulls not distinct where readable;

create unique index concurrently "PaymentTransaction_key" on sale."PaymentTransaction" (merchantId, id);

create unique index concurrently "PaymentTransaction_uid_key" on sale."PaymentTransaction" (merchantId, saleOrderId, uid);

create unique index concurrently "PaymentAttempt_key" on sale."PaymentAttempt" (merchantId, id);

create unique index concurrently "PaymentAttempt_uid_key" on sale."PaymentAttempt" (merchantId, saleOrderId, uid);

create unique index concurrently "PaymentReview_key" on sale."PaymentReview" (merchantId, id);

create unique index concurrently "PaymentReview_openOne_key" on sale."PaymentReview" (merchantId, saleOrderId, kind, attemptUid, saleCheckId) nulls not distinct where (status = 'OPEN');

create unique index concurrently "SaleCheck_key" on sale."SaleCheck" (merchantId, id);

create unique index concurrently "SaleCheck_number_key" on sale."SaleCheck" (merchantId, saleOrderId, number) where (deletedAt is null);

create unique index concurrently "SaleCheckItem_item_key" on sale."SaleCheckItem" (merchantId, saleCheckId, saleOrderItemId);

create unique index concurrently "SaleCheckItem_key" on sale."SaleCheckItem" (merchantId, id);

create unique index concurrently "OrderOperation_key" on sale."OrderOperation" (merchantId, id);

create unique index concurrently "KitchenStation_key" on sale."KitchenStation" (merchantId, id);

create unique index concurrently "KitchenTicket_key" on sale."KitchenTicket" (merchantId, id);

create unique index concurrently "KitchenTicket_key_key" on sale."KitchenTicket" (merchantId, sentForOrderId, idempotencyKey, stationId) where (idempotencyKey is not null);

create unique index concurrently "KitchenTicketItem_key" on sale."KitchenTicketItem" (merchantId, id);

create unique index concurrently "Approval_key" on sale."Approval" (merchantId, id);

create unique index concurrently "Approval_token_key" on sale."Approval" (merchantId, tokenHash);

create unique index concurrently "PointTransaction_key" on sale."PointTransaction" (merchantId, id);

create unique index concurrently "PosSession_key" on sale."PosSession" (merchantId, id);

create unique index concurrently "PosSessionEnrolment_key" on sale."PosSessionEnrolment" (merchantId, id);

create unique index concurrently "PosSessionEnrolment_there_key" on sale."PosSessionEnrolment" (merchantId, posSessionId, userId) where (leftAt is null);

create unique index concurrently "CashMovement_key" on sale."CashMovement" (merchantId, id);

create unique index concurrently "CashMovement_reverses_key" on sale."CashMovement" (merchantId, reversesId);

create unique index concurrently "TillEntry_key" on sale."TillEntry" (merchantId, id);

create unique index concurrently "PosSessionTender_key" on sale."PosSessionTender" (merchantId, posSessionId, tender, currency);

create unique index concurrently "PosSessionSales_key" on sale."PosSessionSales" (merchantId, posSessionId, currency);

create unique index concurrently "PosSessionReport_key" on sale."PosSessionReport" (merchantId, id);

create unique index concurrently "PosSessionReport_session_key" on sale."PosSessionReport" (merchantId, posSessionId);

create unique index concurrently "SalesUnfolded_key" on sale."SalesUnfolded" (merchantId, saleOrderId);

create unique index concurrently "PendingAttempt_key" on sale."PendingAttempt" (merchantId, id);

create unique index concurrently "PendingAttempt_uid_key" on sale."PendingAttempt" (merchantId, saleOrderId, attemptUid);

create unique index concurrently "AllocationLayout_key" on allocation."AllocationLayout" (merchantId, id);

create unique index concurrently "AllocationZone_key" on allocation."AllocationZone" (merchantId, id);

create unique index concurrently "AllocationUnit_key" on allocation."AllocationUnit" (merchantId, id);

create unique index concurrently "AllocationUsage_key" on allocation."AllocationUsage" (merchantId, id);

create unique index concurrently "AllocationUsage_sitting_key" on allocation."AllocationUsage" (merchantId, unitId) where ((status = 'ACTIVE') and (usageType = 'SALE_ORDER') and (not shareable) and (deletedAt is null));

create unique index concurrently "Reservation_key" on allocation."Reservation" (merchantId, id);

create unique index concurrently "SalesDayProduct_key" on sale."SalesDayProduct"
  (merchantId, businessDate, currency, product, categoryKey)
  include (categoryId, itemId, lastItemId, quantity, dishes, subtotal, discount, tax);

-- The same columns are unique by the new key, which references are to find.
alter table sale."SaleChannel" drop constraint if exists "SaleChannel_merchant_uq";

alter table sale."ProductVariant" drop constraint if exists "ProductVariant_merchant_uq";

alter table sale."SaleOrder" drop constraint if exists "SaleOrder_merchant_uq";

alter table sale."SaleOrderItem" drop constraint if exists "SaleOrderItem_merchant_uq";

alter table sale."SaleCheck" drop constraint if exists "SaleCheck_merchant_uq";

alter table sale."SaleCheckItem" drop constraint if exists "SaleCheckItem_merchant_uq";

alter table sale."OrderOperation" drop constraint if exists "OrderOperation_merchant_uq";

alter table sale."KitchenStation" drop constraint if exists "KitchenStation_merchant_uq";

alter table sale."KitchenTicket" drop constraint if exists "KitchenTicket_merchant_uq";

alter table sale."KitchenTicketItem" drop constraint if exists "KitchenTicketItem_merchant_uq";

alter table sale."PointTransaction" drop constraint if exists "PointTransaction_merchant_uq";

alter table sale."PosSession" drop constraint if exists "PosSession_merchant_uq";

alter table sale."PosSessionEnrolment" drop constraint if exists "PosSessionEnrolment_merchant_uq";

alter table sale."CashMovement" drop constraint if exists "CashMovement_merchant_uq";

alter table sale."TillEntry" drop constraint if exists "TillEntry_merchant_uq";

alter table sale."PosSessionReport" drop constraint if exists "PosSessionReport_merchant_uq";

alter table allocation."AllocationLayout" drop constraint if exists "AllocationLayout_merchant_uq";

alter table allocation."AllocationZone" drop constraint if exists "AllocationZone_merchant_uq";

alter table allocation."AllocationUnit" drop constraint if exists "AllocationUnit_merchant_uq";

alter table allocation."AllocationUsage" drop constraint if exists "AllocationUsage_merchant_uq";

alter table allocation."Reservation" drop constraint if exists "Reservation_merchant_uq";

drop index concurrently if exists sale."AuditEntry_merchant_ix";

drop index concurrently if exists sale."SalesUnfolded_merchant_ix";

-- Not two tables at once for the same time. The one index that cannot be built beside writes.
-- if not exists (select from pg_constraint where conname = 'AllocationUsage_merchantTaken_ex')
alter table allocation."AllocationUsage" add constraint "AllocationUsage_merchantTaken_ex" exclude using gist
    (merchantId with =, unitId with =, tstzrange(startsAt, endsAt) with &&)
    where (status = 'ACTIVE' and not shareable and deletedAt is null);
alter table allocation."AllocationUsage" drop constraint if exists "AllocationUsage_taken_ex";

-- References hold the merchant on both sides, instead of the old ones.
-- if not exists (select from pg_constraint where conname = 'SaleOrderItem_merchantOrder_fk')
alter table sale."SaleOrderItem" add constraint "SaleOrderItem_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."SaleOrderItem" validate constraint "SaleOrderItem_merchantOrder_fk";

alter table sale."SaleOrderItem" drop constraint if exists "SaleOrderItem_order_fk";

-- if not exists (select from pg_constraint where conname = 'SaleOrderItemAdd_merchantOrder_fk')
alter table sale."SaleOrderItemAdd" add constraint "SaleOrderItemAdd_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."SaleOrderItemAdd" validate constraint "SaleOrderItemAdd_merchantOrder_fk";

alter table sale."SaleOrderItemAdd" drop constraint if exists "SaleOrderItemAdd_order_fk";

-- if not exists (select from pg_constraint where conname = 'PaymentTransaction_merchantOrder_fk')
alter table sale."PaymentTransaction" add constraint "PaymentTransaction_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."PaymentTransaction" validate constraint "PaymentTransaction_merchantOrder_fk";

alter table sale."PaymentTransaction" drop constraint if exists "PaymentTransaction_order_fk";

-- if not exists (select from pg_constraint where conname = 'PaymentAttempt_merchantOrder_fk')
alter table sale."PaymentAttempt" add constraint "PaymentAttempt_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."PaymentAttempt" validate constraint "PaymentAttempt_merchantOrder_fk";

alter table sale."PaymentAttempt" drop constraint if exists "PaymentAttempt_order_fk";

-- if not exists (select from pg_constraint where conname = 'PaymentReview_merchantOrder_fk')
alter table sale."PaymentReview" add constraint "PaymentReview_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."PaymentReview" validate constraint "PaymentReview_merchantOrder_fk";

alter table sale."PaymentReview" drop constraint if exists "PaymentReview_order_fk";

-- if not exists (select from pg_constraint where conname = 'SaleCheck_merchantOrder_fk')
alter table sale."SaleCheck" add constraint "SaleCheck_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."SaleCheck" validate constraint "SaleCheck_merchantOrder_fk";

alter table sale."SaleCheck" drop constraint if exists "SaleCheck_order_fk";

-- if not exists (select from pg_constraint where conname = 'SaleCheckItem_merchantCheck_fk')
alter table sale."SaleCheckItem" add constraint "SaleCheckItem_merchantCheck_fk" foreign key (merchantId, saleCheckId) references sale."SaleCheck" (merchantId, id) not valid;

alter table sale."SaleCheckItem" validate constraint "SaleCheckItem_merchantCheck_fk";

alter table sale."SaleCheckItem" drop constraint if exists "SaleCheckItem_check_fk";

-- if not exists (select from pg_constraint where conname = 'SaleCheckItem_merchantItem_fk')
alter table sale."SaleCheckItem" add constraint "SaleCheckItem_merchantItem_fk" foreign key (merchantId, saleOrderItemId) references sale."SaleOrderItem" (merchantId, id) not valid;

alter table sale."SaleCheckItem" validate constraint "SaleCheckItem_merchantItem_fk";

alter table sale."SaleCheckItem" drop constraint if exists "SaleCheckItem_item_fk";

-- if not exists (select from pg_constraint where conname = 'OrderOperation_merchantOrder_fk')
alter table sale."OrderOperation" add constraint "OrderOperation_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."OrderOperation" validate constraint "OrderOperation_merchantOrder_fk";

alter table sale."OrderOperation" drop constraint if exists "OrderOperation_order_fk";

-- if not exists (select from pg_constraint where conname = 'KitchenTicket_merchantOrder_fk')
alter table sale."KitchenTicket" add constraint "KitchenTicket_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."KitchenTicket" validate constraint "KitchenTicket_merchantOrder_fk";

alter table sale."KitchenTicket" drop constraint if exists "KitchenTicket_order_fk";

-- if not exists (select from pg_constraint where conname = 'KitchenTicket_merchantStation_fk')
alter table sale."KitchenTicket" add constraint "KitchenTicket_merchantStation_fk" foreign key (merchantId, stationId) references sale."KitchenStation" (merchantId, id) not valid;

alter table sale."KitchenTicket" validate constraint "KitchenTicket_merchantStation_fk";

alter table sale."KitchenTicket" drop constraint if exists "KitchenTicket_station_fk";

-- if not exists (select from pg_constraint where conname = 'KitchenTicketItem_merchantItem_fk')
alter table sale."KitchenTicketItem" add constraint "KitchenTicketItem_merchantItem_fk" foreign key (merchantId, saleOrderItemId) references sale."SaleOrderItem" (merchantId, id) not valid;

alter table sale."KitchenTicketItem" validate constraint "KitchenTicketItem_merchantItem_fk";

alter table sale."KitchenTicketItem" drop constraint if exists "KitchenTicketItem_item_fk";

-- if not exists (select from pg_constraint where conname = 'KitchenTicketItem_merchantOrder_fk')
alter table sale."KitchenTicketItem" add constraint "KitchenTicketItem_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."KitchenTicketItem" validate constraint "KitchenTicketItem_merchantOrder_fk";

alter table sale."KitchenTicketItem" drop constraint if exists "KitchenTicketItem_order_fk";

-- if not exists (select from pg_constraint where conname = 'KitchenTicketItem_merchantTicket_fk')
alter table sale."KitchenTicketItem" add constraint "KitchenTicketItem_merchantTicket_fk" foreign key (merchantId, kitchenTicketId) references sale."KitchenTicket" (merchantId, id) not valid;

alter table sale."KitchenTicketItem" validate constraint "KitchenTicketItem_merchantTicket_fk";

alter table sale."KitchenTicketItem" drop constraint if exists "KitchenTicketItem_ticket_fk";

-- if not exists (select from pg_constraint where conname = 'Approval_merchantOrder_fk')
alter table sale."Approval" add constraint "Approval_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."Approval" validate constraint "Approval_merchantOrder_fk";

alter table sale."Approval" drop constraint if exists "Approval_order_fk";

-- if not exists (select from pg_constraint where conname = 'Approval_merchantSession_fk')
alter table sale."Approval" add constraint "Approval_merchantSession_fk" foreign key (merchantId, posSessionId) references sale."PosSession" (merchantId, id) not valid;

alter table sale."Approval" validate constraint "Approval_merchantSession_fk";

alter table sale."Approval" drop constraint if exists "Approval_session_fk";

-- if not exists (select from pg_constraint where conname = 'PointTransaction_merchantOrder_fk')
alter table sale."PointTransaction" add constraint "PointTransaction_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."PointTransaction" validate constraint "PointTransaction_merchantOrder_fk";

alter table sale."PointTransaction" drop constraint if exists "PointTransaction_order_fk";

-- if not exists (select from pg_constraint where conname = 'PosSessionEnrolment_merchantSession_fk')
alter table sale."PosSessionEnrolment" add constraint "PosSessionEnrolment_merchantSession_fk" foreign key (merchantId, posSessionId) references sale."PosSession" (merchantId, id) not valid;

alter table sale."PosSessionEnrolment" validate constraint "PosSessionEnrolment_merchantSession_fk";

alter table sale."PosSessionEnrolment" drop constraint if exists "PosSessionEnrolment_session_fk";

-- if not exists (select from pg_constraint where conname = 'CashMovement_merchantReverses_fk')
alter table sale."CashMovement" add constraint "CashMovement_merchantReverses_fk" foreign key (merchantId, reversesId) references sale."CashMovement" (merchantId, id) not valid;

alter table sale."CashMovement" validate constraint "CashMovement_merchantReverses_fk";

alter table sale."CashMovement" drop constraint if exists "CashMovement_reverses_fk";

-- if not exists (select from pg_constraint where conname = 'CashMovement_merchantReview_fk')
alter table sale."CashMovement" add constraint "CashMovement_merchantReview_fk" foreign key (merchantId, paymentReviewId) references sale."PaymentReview" (merchantId, id) not valid;

alter table sale."CashMovement" validate constraint "CashMovement_merchantReview_fk";

alter table sale."CashMovement" drop constraint if exists "CashMovement_review_fk";

-- if not exists (select from pg_constraint where conname = 'CashMovement_merchantSession_fk')
alter table sale."CashMovement" add constraint "CashMovement_merchantSession_fk" foreign key (merchantId, posSessionId) references sale."PosSession" (merchantId, id) not valid;

alter table sale."CashMovement" validate constraint "CashMovement_merchantSession_fk";

alter table sale."CashMovement" drop constraint if exists "CashMovement_session_fk";

-- if not exists (select from pg_constraint where conname = 'Till_merchantSession_fk')
alter table sale."Till" add constraint "Till_merchantSession_fk" foreign key (merchantId, openSessionId) references sale."PosSession" (merchantId, id) not valid;

alter table sale."Till" validate constraint "Till_merchantSession_fk";

alter table sale."Till" drop constraint if exists "Till_session_fk";

-- if not exists (select from pg_constraint where conname = 'TillEntry_merchantOrder_fk')
alter table sale."TillEntry" add constraint "TillEntry_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."TillEntry" validate constraint "TillEntry_merchantOrder_fk";

alter table sale."TillEntry" drop constraint if exists "TillEntry_order_fk";

-- if not exists (select from pg_constraint where conname = 'TillEntry_merchantSession_fk')
alter table sale."TillEntry" add constraint "TillEntry_merchantSession_fk" foreign key (merchantId, posSessionId) references sale."PosSession" (merchantId, id) not valid;

alter table sale."TillEntry" validate constraint "TillEntry_merchantSession_fk";

alter table sale."TillEntry" drop constraint if exists "TillEntry_session_fk";

-- if not exists (select from pg_constraint where conname = 'PosSessionTender_merchantSession_fk')
alter table sale."PosSessionTender" add constraint "PosSessionTender_merchantSession_fk" foreign key (merchantId, posSessionId) references sale."PosSession" (merchantId, id) not valid;

alter table sale."PosSessionTender" validate constraint "PosSessionTender_merchantSession_fk";

alter table sale."PosSessionTender" drop constraint if exists "PosSessionTender_session_fk";

-- if not exists (select from pg_constraint where conname = 'PosSessionSales_merchantSession_fk')
alter table sale."PosSessionSales" add constraint "PosSessionSales_merchantSession_fk" foreign key (merchantId, posSessionId) references sale."PosSession" (merchantId, id) not valid;

alter table sale."PosSessionSales" validate constraint "PosSessionSales_merchantSession_fk";

alter table sale."PosSessionSales" drop constraint if exists "PosSessionSales_session_fk";

-- if not exists (select from pg_constraint where conname = 'PosSessionReport_merchantSession_fk')
alter table sale."PosSessionReport" add constraint "PosSessionReport_merchantSession_fk" foreign key (merchantId, posSessionId) references sale."PosSession" (merchantId, id) not valid;

alter table sale."PosSessionReport" validate constraint "PosSessionReport_merchantSession_fk";

alter table sale."PosSessionReport" drop constraint if exists "PosSessionReport_session_fk";

-- if not exists (select from pg_constraint where conname = 'SalesUnfolded_merchantOrder_fk')
alter table sale."SalesUnfolded" add constraint "SalesUnfolded_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."SalesUnfolded" validate constraint "SalesUnfolded_merchantOrder_fk";

alter table sale."SalesUnfolded" drop constraint if exists "SalesUnfolded_order_fk";

-- if not exists (select from pg_constraint where conname = 'PendingAttempt_merchantOrder_fk')
alter table sale."PendingAttempt" add constraint "PendingAttempt_merchantOrder_fk" foreign key (merchantId, saleOrderId) references sale."SaleOrder" (merchantId, id) not valid;

alter table sale."PendingAttempt" validate constraint "PendingAttempt_merchantOrder_fk";

alter table sale."PendingAttempt" drop constraint if exists "PendingAttempt_order_fk";

-- if not exists (select from pg_constraint where conname = 'AllocationZone_merchantLayout_fk')
alter table allocation."AllocationZone" add constraint "AllocationZone_merchantLayout_fk" foreign key (merchantId, layoutId) references allocation."AllocationLayout" (merchantId, id) not valid;

alter table allocation."AllocationZone" validate constraint "AllocationZone_merchantLayout_fk";

alter table allocation."AllocationZone" drop constraint if exists "AllocationZone_layout_fk";

-- if not exists (select from pg_constraint where conname = 'AllocationZone_merchantParent_fk')
alter table allocation."AllocationZone" add constraint "AllocationZone_merchantParent_fk" foreign key (merchantId, parentZoneId) references allocation."AllocationZone" (merchantId, id) deferrable not valid;

alter table allocation."AllocationZone" validate constraint "AllocationZone_merchantParent_fk";

alter table allocation."AllocationZone" drop constraint if exists "AllocationZone_parent_fk";

-- if not exists (select from pg_constraint where conname = 'AllocationUnit_merchantLayout_fk')
alter table allocation."AllocationUnit" add constraint "AllocationUnit_merchantLayout_fk" foreign key (merchantId, layoutId) references allocation."AllocationLayout" (merchantId, id) not valid;

alter table allocation."AllocationUnit" validate constraint "AllocationUnit_merchantLayout_fk";

alter table allocation."AllocationUnit" drop constraint if exists "AllocationUnit_layout_fk";

-- if not exists (select from pg_constraint where conname = 'AllocationUnit_merchantZone_fk')
alter table allocation."AllocationUnit" add constraint "AllocationUnit_merchantZone_fk" foreign key (merchantId, zoneId) references allocation."AllocationZone" (merchantId, id) not valid;

alter table allocation."AllocationUnit" validate constraint "AllocationUnit_merchantZone_fk";

alter table allocation."AllocationUnit" drop constraint if exists "AllocationUnit_zone_fk";

-- if not exists (select from pg_constraint where conname = 'AllocationUsage_merchantUnit_fk')
alter table allocation."AllocationUsage" add constraint "AllocationUsage_merchantUnit_fk" foreign key (merchantId, unitId) references allocation."AllocationUnit" (merchantId, id) not valid;

alter table allocation."AllocationUsage" validate constraint "AllocationUsage_merchantUnit_fk";

alter table allocation."AllocationUsage" drop constraint if exists "AllocationUsage_unit_fk";
