-- The outbox in four partitions that take turns by the day of a message's transaction (decision 0069): one whose messages were all sent, and kept
-- long enough, is emptied as a whole. Builds before this one name no day and find the same table. Paragraphs are steps, as in expand.sql.
-- An outbox whose keys lack the merchant stays one table until the contraction, and one that is spread over machines for ever.

-- Empties one partition, if there is one of which every message was sent before this time. Nothing of it is locked but that partition, in which a
-- till writes again only when the emptying is days late; whoever uses it is waited for 200 ms. The rows of a merchant that moves to another cell are compared there first.
create or replace function sale.empty_outbox_day(sentBefore timestamptz) returns boolean
language plpgsql set search_path = sale, pg_temp set lock_timeout = '200ms' set enable_seqscan = off as $$
declare
  is_old constant text := 'select exists (select from %1$s)'
      ' and not exists (select from %1$s where status <> ''PUBLISHED'')'
      ' and not exists (select from %1$s where status = ''PUBLISHED'' and publishedAt >= $1)';
  part regclass;
  yes  boolean := false;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    return false; -- the second look must see what was committed since the first
  end if;
  if to_regclass('sale_move.held') is not null then
    execute 'select exists (select from sale_move.held)' into yes;
  end if;
  if yes then
    return false;
  end if;
  for part in select inhrelid::regclass from pg_inherits where inhparent = 'sale."Outbox"'::regclass loop
    begin
      execute format(is_old, part) into yes using sentBefore;
      if yes then
        execute format('lock table %s in access exclusive mode', part);
        execute format(is_old, part) into yes using sentBefore;
        if yes then
          execute format('truncate %s', part);
        end if;
        return yes; -- the lock ends with this call
      end if;
    exception when lock_not_available or undefined_table then
      null; -- the next time
    end;
  end loop;
  return false;
exception when insufficient_privilege then
  return false; -- a role that may delete only does so, row by row
end
$$;

-- What is there when the table is divided is in a partition of its own. A constant: no row is written.
-- if exists (select from pg_class join pg_constraint on conrelid = pg_class.oid and contype = 'p' where pg_class.oid = 'sale."Outbox"'::regclass and relkind = 'r' and cardinality(conkey) > 1) and not exists (select from pg_extension where extname = 'citus')
alter table sale."Outbox" add column if not exists day smallint not null default -1;

-- if exists (select from pg_attribute join pg_class on pg_class.oid = attrelid where attrelid = 'sale."Outbox"'::regclass and attname = 'day' and relkind = 'r')
create unique index concurrently "OutboxBefore_key" on sale."Outbox" (merchantId, position, day);

-- It spares PostgreSQL from looking at the rows under the lock.
-- if exists (select from pg_attribute join pg_class on pg_class.oid = attrelid where attrelid = 'sale."Outbox"'::regclass and attname = 'day' and relkind = 'r')
alter table sale."Outbox" drop constraint if exists "OutboxBefore_ck";
alter table sale."Outbox" add constraint "OutboxBefore_ck" check (day is not null and day = cast(-1 as smallint)) not valid;

-- if exists (select from pg_constraint where conname = 'OutboxBefore_ck' and not convalidated)
alter table sale."Outbox" validate constraint "OutboxBefore_ck";

-- if exists (select from pg_attribute join pg_class on pg_class.oid = attrelid where attrelid = 'sale."Outbox"'::regclass and attname = 'day' and relkind = 'r')
do $$
declare
  last bigint;
  word record;
begin
  lock table sale."Outbox" in access exclusive mode;
  execute 'select last_value from ' || pg_get_serial_sequence('sale."Outbox"', 'position') into last;
  alter table sale."Outbox" rename to "OutboxBefore";
  alter table sale."OutboxBefore" alter column position drop identity;
  alter table sale."OutboxBefore" drop constraint "Outbox_pk", drop constraint if exists "Outbox_eventId_uq";
  alter table sale."OutboxBefore" add constraint "OutboxBefore_pk" primary key using index "OutboxBefore_key";
  alter index sale."Outbox_waiting_ix" rename to "OutboxBefore_waiting_ix";
  alter index sale."Outbox_troubled_ix" rename to "OutboxBefore_troubled_ix";
  alter index sale."Outbox_published_ix" rename to "OutboxBefore_published_ix";
  create table sale."Outbox" (like sale."OutboxBefore" including defaults including constraints) partition by list (day);
  alter table sale."Outbox" drop constraint "OutboxBefore_ck";
  alter table sale."Outbox" alter column day
      set default cast((cast(now() at time zone 'UTC' as date) - date '2000-01-01') % 4 as smallint);
  execute 'alter table sale."Outbox" alter column position add generated always as identity (start with ' || last + 1 || ')';
  alter table sale."Outbox" add constraint "Outbox_pk" primary key (merchantId, position, day);
  create index "Outbox_waiting_ix" on sale."Outbox" (bucket, position) where status <> 'PUBLISHED';
  create index "Outbox_troubled_ix" on sale."Outbox" (topic, key, position) where status = 'PARKED' or retryAt is not null;
  create index "Outbox_published_ix" on sale."Outbox" (publishedAt) where status = 'PUBLISHED';
  for number in 0 .. 3 loop
    execute format('create table sale.%I partition of sale."Outbox" for values in (%s) with (fillfactor = 80)', 'OutboxDay' || number, number);
  end loop;
  if exists (select from sale."OutboxBefore") then
    alter table sale."Outbox" attach partition sale."OutboxBefore" for values in (-1);
  end if;
  -- whoever may use the one may use the other
  for word in select privilege_type as may, case grantee when 0 then 'public' else grantee::regrole::text end as who
                from pg_class, aclexplode(relacl)
               where oid = 'sale."OutboxBefore"'::regclass and grantee <> relowner loop
    execute format('grant %s on sale."Outbox", sale."OutboxDay0", sale."OutboxDay1", sale."OutboxDay2", sale."OutboxDay3" to %s', word.may, word.who);
  end loop;
  if not exists (select from sale."OutboxBefore") then
    drop table sale."OutboxBefore";
  end if;
end
$$;

-- What was there before the table was divided is kept as long as all messages are; a later run drops what is left of it.
-- if to_regclass('sale."OutboxBefore"') is not null
do $$
begin
  if exists (select from sale."OutboxBefore") then
    return;
  end if;
  lock table sale."Outbox" in access exclusive mode;
  if not exists (select from sale."OutboxBefore") then
    drop table sale."OutboxBefore";
  end if;
end
$$;
