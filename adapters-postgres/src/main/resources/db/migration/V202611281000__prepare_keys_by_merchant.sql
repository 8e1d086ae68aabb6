-- What the keys by merchant need before any table is touched (decision 0050): new objects only, no lock on a table that exists.
-- The tables themselves change in the next step, V202611281100, which is a program: it builds indexes beside sales and can be run again.

-- An exclusion key that holds the merchant compares it with =, which gist learns from this extension of PostgreSQL's own contrib.
create extension if not exists btree_gist;

-- Places a table of a merchant by its merchant where the database spreads tables over machines, and does nothing elsewhere. A migration
-- that creates such a table calls it.
create function sale.by_merchant(target regclass) returns void language plpgsql as $$
begin
  if not exists (select from pg_extension where extname = 'citus') then
    return;
  end if;
  if not exists (select from pg_dist_partition where logicalrelid = target) then
    set local citus.enable_unsafe_triggers = on;
    perform create_distributed_table(target, 'merchantid', colocate_with =>
        case when target = 'sale."SaleOrder"'::regclass then 'none' else 'sale."SaleOrder"' end);
  end if;
end
$$;

-- Webhooks whose owner is not known: no merchant, once per content. One whose owner turns up moves to PaymentEvent.
create table sale."PaymentEventUnowned" (
  contentHash    text        not null constraint "PaymentEventUnowned_pk" primary key,
  id             bigint      not null constraint "PaymentEventUnowned_id_uq" unique,
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
  constraint "PaymentEventUnowned_outcome_ck" check (outcome in ('APPLIED', 'LATE', 'IGNORED', 'PARKED', 'FAILED'))
);
create index "PaymentEventUnowned_event_ix" on sale."PaymentEventUnowned" (eventType, transactionUid, attemptUid);
create index "PaymentEventUnowned_prune_ix" on sale."PaymentEventUnowned" (receivedAt);

-- Builds before this one write rows without the new columns until the old keys are dropped: these fill them in. A build that names the
-- merchant never runs them.
create function sale.merchant_of_order() returns trigger language plpgsql as $$
begin
  new.merchantId := (select merchantId from sale."SaleOrder" where id = new.saleOrderId);
  return new;
end
$$;

create function sale.merchant_of_session() returns trigger language plpgsql as $$
begin
  new.merchantId := (select merchantId from sale."PosSession" where id = new.posSessionId);
  return new;
end
$$;

-- The body names it, or the key of a till's messages.
create function sale.merchant_of_message(body text, key text) returns bigint immutable language sql as $$
  select cast(coalesce(cast(body as jsonb) ->> 'merchantId', split_part(key, ':', 1)) as bigint)
$$;

create function sale.merchant_of_outbox() returns trigger language plpgsql as $$
begin
  new.merchantId := sale.merchant_of_message(new.body, new.key);
  return new;
end
$$;

create function sale.category_key() returns trigger language plpgsql as $$
begin
  new.categoryKey := coalesce(new.categoryId, '');
  return new;
end
$$;

create function sale.keep_unowned(e sale."PaymentEvent") returns void language sql as $$
  insert into sale."PaymentEventUnowned" as u
         (contentHash, id, eventType, transactionUid, attemptUid, body, headers, readable, outcome, error, attempts,
          receivedAt, settledAt)
  values (coalesce(e.contentHash, encode(sha256(convert_to(e.eventType || E'\n' || e.body, 'UTF8')), 'hex')), e.id, e.eventType,
          e.transactionUid, e.attemptUid, e.body, e.headers, e.readable, e.outcome, e.error, e.attempts, e.receivedAt, e.settledAt)
      on conflict (contentHash) do update
     set attempts = u.attempts + excluded.attempts, outcome = excluded.outcome, error = excluded.error,
         settledAt = excluded.settledAt
$$;

-- A build before this one has dealt with a webhook and found no owner: the row goes where such webhooks are kept.
create function sale.move_unowned() returns trigger language plpgsql as $$
begin
  perform sale.keep_unowned(new);
  delete from sale."PaymentEvent" where id = old.id;
  return null;
end
$$;
