#!/usr/bin/env bash
# Adds items to one order from eight connections over HTTP, and lets pgbench do the same three statements (lock the order,
# add the line, raise the order) on another order of the same tables, alternated five times. Prints each pair and the median
# ratio. Starts its own local stack, fresh, and stops it.
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
# The same three statements on the same tables: lock the order, raise a line, raise the order.
baseline_order=$(open_order)
curl -sf -o /dev/null -H "Authorization: Bearer $token" -H "x-merchant-id: $merchant" -H 'Content-Type: application/json' \
  -d '{"items":[{"itemId":"71001"},{"itemId":"71002"},{"itemId":"71003"},{"itemId":"71004"},{"itemId":"71005"},{"itemId":"71006"},{"itemId":"71007"},{"itemId":"71008"}]}' \
  "$base/sale-orders/$baseline_order/items"
cat >"$work/three.sql" <<SQL
\set item random(71001, 71008)
begin;
select subtotal, total, revision from sale."SaleOrder" where id = $baseline_order and merchantId = $merchant for update;
insert into sale."SaleOrderItem" as i
  select * from sale."SaleOrderItem" where saleOrderId = $baseline_order and itemId = :item and deletedAt is null
  on conflict (id) do update set quantity = i.quantity + 1, total = i.total + i.heldPrice, modifiedAt = now(), revision = i.revision + 1;
update sale."SaleOrder" set subtotal = subtotal + 1, total = total + 1, modifiedAt = now(), revision = revision + 1 where id = $baseline_order;
commit;
SQL

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
