#!/usr/bin/env bash
# Adds items to one order from eight connections over HTTP, and lets pgbench do lock, insert and update on one row of the same
# database, alternated five times. Prints each pair and the median ratio. Starts its own local stack and stops it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-5}
pairs=${PAIRS:-5}
warm=${WARM:-45}
clients=8

for tool in pgbench wrk curl python3; do
  command -v "$tool" >/dev/null || { echo "add-item.sh: needs $tool; see ops/bench/README.md" >&2; exit 2; }
done

SALE_JAVA_OPTS='' APP_ENV_LOG_LEVEL=error ./sale up --detach --fresh --port "${PORT:-4100}" >/dev/null
work=$(mktemp -d)
trap './sale down >/dev/null; rm -rf "$work"' EXIT

fact() { python3 -c 'import json,sys; f=json.load(open(".sale/up.json")); print(eval("f"+sys.argv[1]))' "$1"; }
base=$(fact '["baseUrl"]') token=$(fact '["tokens"]["waiter"]') merchant=$(fact '["merchantId"]') channel=$(fact '["saleChannelId"]')
database=$(fact '["postgresUrl"]' | sed 's/^jdbc://')

open_order() {
  curl -sf -H "Authorization: Bearer $token" -H "x-merchant-id: $merchant" -H 'Content-Type: application/json' \
    -d "{\"saleChannelId\":\"$channel\"}" "$base/sale-orders" | python3 -c 'import json,sys; print(json.load(sys.stdin)["id"])'
}

cat >"$work/add.lua" <<LUA
local dishes = {"71001","71002","71003","71004","71005","71006","71007","71008"}
local n = 0
wrk.headers["Authorization"] = "Bearer $token"
wrk.headers["x-merchant-id"] = "$merchant"
wrk.headers["Content-Type"] = "application/json"
request = function()
  n = n + 1
  return wrk.format("POST", nil, nil, '{"items":[{"itemId":"' .. dishes[n % 8 + 1] .. '"}]}')
end
LUA
cat >"$work/three.sql" <<'SQL'
\set item random(1, 8)
begin;
select total from bench_order where id = 1 for update;
insert into bench_line (order_id, item, quantity) values (1, :item, 1) on conflict (order_id, item) do update set quantity = bench_line.quantity + 1;
update bench_order set total = total + 1 where id = 1;
commit;
SQL
psql -q "$database" -c "create table bench_order (id int primary key, total numeric(15,4));
  create table bench_line (order_id int, item int, quantity numeric(15,4), primary key (order_id, item));
  insert into bench_order values (1, 0)"

http() { wrk -t1 -c$clients -d"${2}s" -s "$work/add.lua" "$base/sale-orders/$1/items" | tee "$work/last" | awk '/Requests\/sec/{print $2}'; }
three() { pgbench -n -M prepared -c $clients -j 2 -T "$seconds" -f "$work/three.sql" "$database" 2>/dev/null | awk '/^tps/{print $3}'; }

http "$(open_order)" "$warm" >/dev/null
ratios=()
for pair in $(seq "$pairs"); do
  order=$(open_order)
  baseline=$(three)
  ours=$(http "$order" "$seconds")
  if grep -q 'Non-2xx' "$work/last"; then cat "$work/last" >&2; exit 1; fi
  ratio=$(python3 -c "print(f'{$ours/$baseline:.2f}')")
  ratios+=("$ratio")
  echo "pair $pair: pgbench $baseline/s, over HTTP $ours/s, ratio $ratio"
done
printf '%s\n' "${ratios[@]}" | sort -n | awk '{r[NR]=$1} END {m=r[int((NR+1)/2)]; print "median ratio " m " (wanted: 0.50)"; exit m < 0.5}'
