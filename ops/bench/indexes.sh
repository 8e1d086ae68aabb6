#!/usr/bin/env bash
# Indexes that nothing reads: runs tests on a PostgreSQL of its own (ops/scale/outside) that takes an index wherever one can serve, small as
# the tables of tests are, and prints each index that was not scanned once in any database of the run. Keys are left out: what they are for is to refuse.
#   indexes.sh [TESTS]      as -Dtest takes them; the journeys, the contracts of the stores, reports and sweeps when not given
# What it prints is a suspicion: find the statement that the index is for, or drop it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder=$PWD/target/indexes

if [ -n "${SALE_OUTSIDE_URL:-}" ]; then # beside the tests: databases come and go, so what each said last is kept
  psql "$SALE_OUTSIDE_URL" -X -q -c "alter role current_user set enable_seqscan = off"
  while databases=$(psql "$SALE_OUTSIDE_URL" -X -q -A -t -c "select datname from pg_database where datallowconn and not datistemplate and datname <> current_database()" 2>/dev/null); do
    for database in $databases; do
      if psql "${SALE_OUTSIDE_URL%/*}/$database" -X -q -A -t -F ' ' -c "
        select schemaname || '.' || coalesce(r.relname, s.relname) || '.' || coalesce(p.relname, s.indexrelname), sum(idx_scan)
          from pg_stat_user_indexes s
          join pg_index i on i.indexrelid = s.indexrelid and not indisunique and not indisexclusion
          left join pg_inherits h on h.inhrelid = s.indexrelid
          left join pg_class p on p.oid = h.inhparent
          left join pg_index pi on pi.indexrelid = h.inhparent
          left join pg_class r on r.oid = pi.indrelid
         where schemaname in ('sale', 'allocation') group by 1" >"$folder/new" 2>/dev/null && [ -s "$folder/new" ]; then
        mv "$folder/new" "$folder/$database.last"
      fi
    done
    sleep 1
  done
  exit 0 # the server has ended
fi

rm -rf "$folder" && mkdir -p "$folder"
SALE_OUTSIDE_WATCH="$PWD/ops/bench/indexes.sh" ops/scale/outside \
  "${1:-nx.sale.postgres.**,!KeysCostBench,!KeysByMerchantTest,*JourneyTest,OutboxTest,ManyOrdersReportsTest,NotAllowedTest,LogsTest,StoryTest}" || echo "indexes: some tests failed; the figures are of the others" >&2
echo "| index | scans in $(find "$folder" -name '*.last' | wc -l) databases |"
echo "|---|---|"
cat "$folder"/*.last | awk '{ scans[$1] += $2 } END { for (index_ in scans) if (scans[index_] == 0) print "| `" index_ "` | 0 |" }' | sort
