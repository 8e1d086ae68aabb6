-- Keys by merchant, second step (decision 0050): the old keys go, once no build before this one serves. The new keys take their names.
-- Nothing is built or read through here but four plain indexes. Paragraphs are steps, as in expand.sql.

-- A webhook names its target by id alone: whose it is, is found by these.
create index concurrently "SaleOrder_id_ix" on sale."SaleOrder" (id);

create index concurrently "SaleCheck_id_ix" on sale."SaleCheck" (id);

-- Operators name a webhook by its id, and MQ-Pay may name an event by its transaction alone.
create index concurrently "PaymentEvent_id_ix" on sale."PaymentEvent" (id);

create index concurrently "PaymentEvent_named_ix" on sale."PaymentEvent" (transactionUid, attemptUid);

-- if to_regprocedure('sale.move_unowned()') is not null
do $$
declare
  unowned sale."PaymentEvent";
begin
  for unowned in select * from sale."PaymentEvent" where merchantId is null and outcome is not null for update loop
    perform sale.keep_unowned(unowned);
    delete from sale."PaymentEvent" where id = unowned.id;
  end loop;
end
$$;

-- if not (select attnotnull from pg_attribute where attrelid = 'sale."PaymentEvent"'::regclass and attname = 'merchantid')
alter table sale."PaymentEvent" drop constraint if exists "PaymentEvent_merchant_ck";
alter table sale."PaymentEvent" add constraint "PaymentEvent_merchant_ck" check (merchantId is not null) not valid;

-- if exists (select from pg_constraint where conname = 'PaymentEvent_merchant_ck')
alter table sale."PaymentEvent" validate constraint "PaymentEvent_merchant_ck";

alter table sale."PaymentEvent" alter column merchantId set not null, drop constraint if exists "PaymentEvent_merchant_ck",
  drop column if exists contentHash;

-- if to_regclass('sale."Outbox_eventId_key"') is not null
alter table sale."Outbox" drop constraint "Outbox_eventId_uq", drop constraint "Outbox_pk";
alter table sale."Outbox" add constraint "Outbox_eventId_uq" unique using index "Outbox_eventId_key", add constraint "Outbox_pk" primary key using index "Outbox_key";

-- if to_regclass('sale."AuditEntry_key"') is not null
alter table sale."AuditEntry" drop constraint "AuditEntry_pk";
alter table sale."AuditEntry" add constraint "AuditEntry_pk" primary key using index "AuditEntry_key";

-- if to_regclass('sale."SaleChannel_key"') is not null
alter table sale."SaleChannel" drop constraint "SaleChannel_pk";
alter table sale."SaleChannel" add constraint "SaleChannel_pk" primary key using index "SaleChannel_key";

-- if to_regclass('sale."ProductVariant_key"') is not null
alter table sale."ProductVariant" drop constraint "ProductVariant_pk";
alter table sale."ProductVariant" add constraint "ProductVariant_pk" primary key using index "ProductVariant_key";

-- if to_regclass('sale."Setting_key"') is not null
alter table sale."Setting" drop constraint "Setting_pk", drop constraint "Setting_merchant_uq";
alter table sale."Setting" add constraint "Setting_pk" primary key using index "Setting_key";

-- if to_regclass('sale."SaleOrder_key"') is not null
alter table sale."SaleOrder" drop constraint "SaleOrder_pk";
alter table sale."SaleOrder" add constraint "SaleOrder_pk" primary key using index "SaleOrder_key";

-- if to_regclass('sale."SaleOrderItem_key"') is not null
alter table sale."SaleOrderItem" drop constraint "SaleOrderItem_pk";
alter table sale."SaleOrderItem" add constraint "SaleOrderItem_pk" primary key using index "SaleOrderItem_key";

-- if to_regclass('sale."SaleOrderItemAdd_key"') is not null
alter table sale."SaleOrderItemAdd" drop constraint "SaleOrderItemAdd_pk";
alter table sale."SaleOrderItemAdd" add constraint "SaleOrderItemAdd_pk" primary key using index "SaleOrderItemAdd_key";

-- if to_regclass('sale."PaymentEvent_key"') is not null
alter table sale."PaymentEvent" drop constraint "PaymentEvent_pk";
alter table sale."PaymentEvent" add constraint "PaymentEvent_pk" primary key using index "PaymentEvent_key";
drop index sale."PaymentEvent_event_uq";
alter index sale."PaymentEvent_event_key" rename to "PaymentEvent_event_uq";

-- if to_regclass('sale."PaymentTransaction_key"') is not null
alter table sale."PaymentTransaction" drop constraint "PaymentTransaction_pk", drop constraint "PaymentTransaction_uid_uq";
alter table sale."PaymentTransaction" add constraint "PaymentTransaction_pk" primary key using index "PaymentTransaction_key", add constraint "PaymentTransaction_uid_uq" unique using index "PaymentTransaction_uid_key";

-- if to_regclass('sale."PaymentAttempt_key"') is not null
alter table sale."PaymentAttempt" drop constraint "PaymentAttempt_pk", drop constraint "PaymentAttempt_uid_uq";
alter table sale."PaymentAttempt" add constraint "PaymentAttempt_pk" primary key using index "PaymentAttempt_key", add constraint "PaymentAttempt_uid_uq" unique using index "PaymentAttempt_uid_key";

-- if to_regclass('sale."PaymentReview_key"') is not null
alter table sale."PaymentReview" drop constraint "PaymentReview_pk";
alter table sale."PaymentReview" add constraint "PaymentReview_pk" primary key using index "PaymentReview_key";
drop index sale."PaymentReview_openOne_uq";
alter index sale."PaymentReview_openOne_key" rename to "PaymentReview_openOne_uq";

-- if to_regclass('sale."SaleCheck_key"') is not null
alter table sale."SaleCheck" drop constraint "SaleCheck_pk";
alter table sale."SaleCheck" add constraint "SaleCheck_pk" primary key using index "SaleCheck_key";
drop index sale."SaleCheck_number_uq";
alter index sale."SaleCheck_number_key" rename to "SaleCheck_number_uq";

-- if to_regclass('sale."SaleCheckItem_item_key"') is not null
alter table sale."SaleCheckItem" drop constraint "SaleCheckItem_item_uq", drop constraint "SaleCheckItem_pk";
alter table sale."SaleCheckItem" add constraint "SaleCheckItem_item_uq" unique using index "SaleCheckItem_item_key", add constraint "SaleCheckItem_pk" primary key using index "SaleCheckItem_key";

-- if to_regclass('sale."OrderOperation_key"') is not null
alter table sale."OrderOperation" drop constraint "OrderOperation_pk";
alter table sale."OrderOperation" add constraint "OrderOperation_pk" primary key using index "OrderOperation_key";

-- if to_regclass('sale."KitchenStation_key"') is not null
alter table sale."KitchenStation" drop constraint "KitchenStation_pk";
alter table sale."KitchenStation" add constraint "KitchenStation_pk" primary key using index "KitchenStation_key";

-- if to_regclass('sale."KitchenTicket_key"') is not null
alter table sale."KitchenTicket" drop constraint "KitchenTicket_pk";
alter table sale."KitchenTicket" add constraint "KitchenTicket_pk" primary key using index "KitchenTicket_key";
drop index sale."KitchenTicket_key_uq";
alter index sale."KitchenTicket_key_key" rename to "KitchenTicket_key_uq";

-- if to_regclass('sale."KitchenTicketItem_key"') is not null
alter table sale."KitchenTicketItem" drop constraint "KitchenTicketItem_pk";
alter table sale."KitchenTicketItem" add constraint "KitchenTicketItem_pk" primary key using index "KitchenTicketItem_key";

-- if to_regclass('sale."Approval_key"') is not null
alter table sale."Approval" drop constraint "Approval_pk", drop constraint "Approval_token_uq";
alter table sale."Approval" add constraint "Approval_pk" primary key using index "Approval_key", add constraint "Approval_token_uq" unique using index "Approval_token_key";

-- if to_regclass('sale."PointTransaction_key"') is not null
alter table sale."PointTransaction" drop constraint "PointTransaction_pk";
alter table sale."PointTransaction" add constraint "PointTransaction_pk" primary key using index "PointTransaction_key";

-- if to_regclass('sale."PosSession_key"') is not null
alter table sale."PosSession" drop constraint "PosSession_pk";
alter table sale."PosSession" add constraint "PosSession_pk" primary key using index "PosSession_key";

-- if to_regclass('sale."PosSessionEnrolment_key"') is not null
alter table sale."PosSessionEnrolment" drop constraint "PosSessionEnrolment_pk";
alter table sale."PosSessionEnrolment" add constraint "PosSessionEnrolment_pk" primary key using index "PosSessionEnrolment_key";
drop index sale."PosSessionEnrolment_there_uq";
alter index sale."PosSessionEnrolment_there_key" rename to "PosSessionEnrolment_there_uq";

-- if to_regclass('sale."CashMovement_key"') is not null
alter table sale."CashMovement" drop constraint "CashMovement_pk", drop constraint "CashMovement_reverses_uq";
alter table sale."CashMovement" add constraint "CashMovement_pk" primary key using index "CashMovement_key", add constraint "CashMovement_reverses_uq" unique using index "CashMovement_reverses_key";

-- if to_regclass('sale."TillEntry_key"') is not null
alter table sale."TillEntry" drop constraint "TillEntry_pk";
alter table sale."TillEntry" add constraint "TillEntry_pk" primary key using index "TillEntry_key";

-- if to_regclass('sale."PosSessionTender_key"') is not null
alter table sale."PosSessionTender" drop constraint "PosSessionTender_pk";
alter table sale."PosSessionTender" add constraint "PosSessionTender_pk" primary key using index "PosSessionTender_key";

-- if to_regclass('sale."PosSessionSales_key"') is not null
alter table sale."PosSessionSales" drop constraint "PosSessionSales_pk";
alter table sale."PosSessionSales" add constraint "PosSessionSales_pk" primary key using index "PosSessionSales_key";

-- if to_regclass('sale."PosSessionReport_key"') is not null
alter table sale."PosSessionReport" drop constraint "PosSessionReport_pk", drop constraint "PosSessionReport_session_uq";
alter table sale."PosSessionReport" add constraint "PosSessionReport_pk" primary key using index "PosSessionReport_key", add constraint "PosSessionReport_session_uq" unique using index "PosSessionReport_session_key";

-- if to_regclass('sale."SalesUnfolded_key"') is not null
alter table sale."SalesUnfolded" drop constraint "SalesUnfolded_pk";
alter table sale."SalesUnfolded" add constraint "SalesUnfolded_pk" primary key using index "SalesUnfolded_key";

-- if to_regclass('sale."PendingAttempt_key"') is not null
alter table sale."PendingAttempt" drop constraint "PendingAttempt_pk", drop constraint "PendingAttempt_uid_uq";
alter table sale."PendingAttempt" add constraint "PendingAttempt_pk" primary key using index "PendingAttempt_key", add constraint "PendingAttempt_uid_uq" unique using index "PendingAttempt_uid_key";

-- if to_regclass('allocation."AllocationLayout_key"') is not null
alter table allocation."AllocationLayout" drop constraint "AllocationLayout_pk";
alter table allocation."AllocationLayout" add constraint "AllocationLayout_pk" primary key using index "AllocationLayout_key";

-- if to_regclass('allocation."AllocationZone_key"') is not null
alter table allocation."AllocationZone" drop constraint "AllocationZone_pk";
alter table allocation."AllocationZone" add constraint "AllocationZone_pk" primary key using index "AllocationZone_key";

-- if to_regclass('allocation."AllocationUnit_key"') is not null
alter table allocation."AllocationUnit" drop constraint "AllocationUnit_pk";
alter table allocation."AllocationUnit" add constraint "AllocationUnit_pk" primary key using index "AllocationUnit_key";

-- if to_regclass('allocation."AllocationUsage_key"') is not null
alter table allocation."AllocationUsage" drop constraint "AllocationUsage_pk";
alter table allocation."AllocationUsage" add constraint "AllocationUsage_pk" primary key using index "AllocationUsage_key";
drop index allocation."AllocationUsage_sitting_uq";
alter index allocation."AllocationUsage_sitting_key" rename to "AllocationUsage_sitting_uq";

-- if to_regclass('allocation."Reservation_key"') is not null
alter table allocation."Reservation" drop constraint "Reservation_pk";
alter table allocation."Reservation" add constraint "Reservation_pk" primary key using index "Reservation_key";

-- if to_regclass('sale."SalesDayProduct_key"') is not null
alter table sale."SalesDayProduct" drop constraint "SalesDayProduct_uq";
alter table sale."SalesDayProduct" add constraint "SalesDayProduct_pk" primary key using index "SalesDayProduct_key";

-- What served the builds before goes. A table that is spread takes no word about triggers, not even about one that is not there.
-- if exists (select from pg_trigger where tgname = 'SaleOrderItemAdd_merchant')
drop trigger "SaleOrderItemAdd_merchant" on sale."SaleOrderItemAdd";

-- if exists (select from pg_trigger where tgname = 'PosSessionTender_merchant')
drop trigger "PosSessionTender_merchant" on sale."PosSessionTender";

-- if exists (select from pg_trigger where tgname = 'PosSessionSales_merchant')
drop trigger "PosSessionSales_merchant" on sale."PosSessionSales";

-- if exists (select from pg_trigger where tgname = 'Outbox_merchant')
drop trigger "Outbox_merchant" on sale."Outbox";

-- if exists (select from pg_trigger where tgname = 'SalesDayProduct_category')
drop trigger "SalesDayProduct_category" on sale."SalesDayProduct";

-- if exists (select from pg_trigger where tgname = 'PaymentEvent_unowned')
drop trigger "PaymentEvent_unowned" on sale."PaymentEvent";

drop function if exists sale.merchant_of_order(), sale.merchant_of_session(), sale.merchant_of_outbox(), sale.category_key(),
  sale.move_unowned();

-- if to_regprocedure('sale.merchant_of_message(text, text)') is not null
drop function sale.merchant_of_message(text, text);
drop function sale.keep_unowned(sale."PaymentEvent");

-- It answers the same to the same: always with an error. Where tables are spread, only such a function may judge a row that is updated.
alter function sale.refuse_stale_revision(integer) immutable;

-- Where tables are spread over machines, each goes by its merchant; references between them are taken off meanwhile.
-- if exists (select from pg_extension where extname = 'citus')
do $$
declare
  links text[][] := (select array_agg(array[cast(conrelid as regclass)::text, conname, pg_get_constraintdef(oid)])
                       from pg_constraint
                      where contype = 'f' and connamespace in ('sale'::regnamespace, 'allocation'::regnamespace));
  link  text[];
begin
  if exists (select from pg_dist_partition where logicalrelid = 'sale."SaleOrder"'::regclass) then
    return; -- they are there already
  end if;
  foreach link slice 1 in array links loop
    execute format('alter table %s drop constraint %I', link[1], link[2]);
  end loop;
  perform sale.by_merchant('sale."SaleOrder"');
  perform sale.by_merchant(attrelid::regclass)
     from pg_attribute
     join pg_class on pg_class.oid = attrelid
    where attname = 'merchantid' and relkind = 'r' and relnamespace in ('sale'::regnamespace, 'allocation'::regnamespace);
  foreach link slice 1 in array links loop
    execute format('alter table %s add constraint %I %s', link[1], link[2], link[3]);
  end loop;
end
$$;
