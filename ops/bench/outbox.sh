#!/usr/bin/env bash
# What a message of the outbox makes PostgreSQL write, from its insert until it is removed: one table whose messages are deleted row by row, as
# it was, beside partitions of a day that are emptied as a whole (decision 0069), each with several fill factors. Two days of each way are played in a scratch
# database, with a checkpoint between portions as in a shop that is open all day; the second day counts, when the first one's pages are used again.
#   outbox.sh URL [MESSAGES]     of a superuser, postgres://user@host:port/database; 40000 messages a day when not given; nothing else may write there
set -euo pipefail
url=${1:?"usage: outbox.sh URL [MESSAGES]"} messages=${2:-40000} portions=10
portion=$((messages / portions))
said() { psql "$url" -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
trap 'said -c "set client_min_messages = error; drop schema if exists outbox_bench cascade" || true' EXIT

columns='merchantId bigint not null, eventId bigint not null, bucket integer not null, topic text not null, key text not null, sequence bigint,
  type text not null, version integer not null, body text not null, requestId text not null, occurredAt timestamptz not null,
  status text not null default '"'PENDING'"', attempts integer not null default 0, retryAt timestamptz, lastError text, publishedAt timestamptz,
  unreachedAttempts integer not null default 0'
indexes() {
  echo "create index on outbox_bench.t (bucket, position) where status <> 'PUBLISHED';
    create index on outbox_bench.t (topic, key, position) where status = 'PARKED' or retryAt is not null;
    create index on outbox_bench.t (publishedAt) where status = 'PUBLISHED';"
}
table() { # fill factor, further keys
  said -c "set client_min_messages = error; drop schema if exists outbox_bench cascade; create schema outbox_bench;
    create table outbox_bench.t (position bigint generated always as identity, $columns, primary key (merchantId, position)) with (fillfactor = $1); $2 $(indexes)"
}
days() { # fill factor, what else is set
  said -c "set client_min_messages = error; drop schema if exists outbox_bench cascade; create schema outbox_bench;
    create table outbox_bench.t (position bigint generated always as identity, $columns, day smallint not null, primary key (merchantId, position, day)) partition by list (day); $(indexes)
    create table outbox_bench.d0 partition of outbox_bench.t for values in (0) with (fillfactor = $1$2);
    create table outbox_bench.d1 partition of outbox_bench.t for values in (1) with (fillfactor = $1$2)"
}
wal() { said -c "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"; }
size() { said -c "select sum(pg_total_relation_size(c.oid)) from pg_class c where relnamespace = 'outbox_bench'::regnamespace and relkind = 'r'"; }
sells() { # messages, further column, its value: each stored by a transaction, and marked eight at a time
  said -c "do \$\$
    declare sent bigint[]; stored bigint; body text;
    begin
      for n in 1 .. $1 / 8 loop
        sent := '{}';
        for m in 1 .. 8 loop
          body := '{' || repeat(md5(random()::text), 17) || '}';
          insert into outbox_bench.t (merchantId, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt$2)
          values (71, (extract(epoch from clock_timestamp()) * 1000000)::bigint * 16 + m, m, 'sale-order.changed', '300000000000000' || n, 1, 'sale-order.changed', 1, body,
                  'req-' || md5(n::text), now()$3) returning position into stored;
          sent := sent || stored;
          commit;
        end loop;
        update outbox_bench.t set status = 'PUBLISHED', publishedAt = now(), attempts = attempts + 1, retryAt = null, lastError = null
         where merchantId = 71 and position = any (sent) and status = 'PENDING';
        commit;
      end loop;
    end \$\$"
}
row() { # name, WAL of storing and marking, WAL of removing, most octets there
  echo "| $1 | $(($2 / messages)) | $(($3 / messages)) | $((($2 + $3) / messages)) | $(($4 / 1000000)) |"
}
plays_table() { # name, fill factor, further keys
  local from sold=0 removed=0 most=0 day p oldest
  table "$2" "$3"
  for day in 1 2; do
    [ "$day" = 1 ] || sold=0 removed=0
    for ((p = 0; p < portions; p++)); do
      said -c checkpoint
      if [ "$day" = 2 ]; then
        from=$(wal)
        oldest=$(said -c "select min(position) from outbox_bench.t")
        said -c "delete from outbox_bench.t where status = 'PUBLISHED' and position < $((oldest + portion))"
        if ((p % 2 == 1)); then said -c checkpoint -c "vacuum outbox_bench.t"; fi
        removed=$((removed + $(wal) - from))
      fi
      from=$(wal)
      sells "$portion" '' ''
      sold=$((sold + $(wal) - from))
      most=$(size)
    done
    said -c "vacuum outbox_bench.t"
  done
  row "$1" "$sold" "$removed" "$most"
}
plays_days() { # name, fill factor, what else is set
  local from sold=0 removed=0 most=0 p
  days "$2" "${3:-}"
  sells "$messages" ', day' ', 0'
  from=$(wal)
  for ((p = 0; p < portions; p++)); do
    said -c checkpoint
    sells "$portion" ', day' ', 1'
  done
  sold=$(($(wal) - from))
  most=$(size)
  said -c checkpoint
  from=$(wal)
  said -c "truncate outbox_bench.d0"
  removed=$(($(wal) - from))
  row "$1" "$sold" "$removed" "$most"
}

echo "| a message in | stored and marked, octets of WAL | removed | in all | MB after a second day |"
echo "|---|---|---|---|---|"
plays_table "one table with a key of eventId, fill factor 80" 80 "alter table outbox_bench.t add unique (merchantId, eventId);"
plays_table "one table without it" 80 ""
never=', autovacuum_vacuum_threshold = 2000000000, autovacuum_vacuum_insert_threshold = -1'
plays_days "days, fill factor 80, vacuumed" 80
for fill in 100 80 50; do plays_days "days, fill factor $fill, never vacuumed" $fill "$never"; done
