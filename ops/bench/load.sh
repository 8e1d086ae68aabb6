#!/usr/bin/env bash
# Loads a service, alone in its process, from eight connections: add-item at many orders and at one, kitchen, checkout, payment webhook,
# floor. Beside each, pgbench says the very statements that PostgreSQL heard from the service, with eight clients, alternated. Then what
# a whole order costs, and what grows with its lines and with the orders in the table. Writes its part of REPORT.md, up to the first mark
# of another script.
#   load.sh                    about half an hour
#   load.sh a_besideTheSameSql one part alone (or b_aWholeOrder, c_linesOfAnOrder, d_ordersOfATable, f_theFirstSeconds), printed and not written
# SECONDS_EACH, PAIRS, WARM and ORDERS change what a round lasts, how many there are, the seconds before each, and the large table; ONLY
# names a part of a request's name in the first part.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
only=${1:-}
seconds=${SECONDS_EACH:-5} pairs=${PAIRS:-5} warm=${WARM:-45} orders=${ORDERS:-1000000}

for tool in pgbench wrk; do
  command -v "$tool" >/dev/null || { echo "load.sh: needs $tool; see ops/bench/README.md" >&2; exit 2; }
done
./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest="LoadBench#${only:-a_*+b_*+c_*+d_*+f_*}" \
  -Dload.seconds="$seconds" -Dload.pairs="$pairs" -Dload.warm="$warm" -Dload.orders="$orders" -Dload.only="${ONLY:-}"
rows() { grep -hoE "^load \| $1 \|.*" bootstrap/target/surefire-reports/nx.sale.bench.LoadBench-output.txt | sed "s/^load | $1 //"; }
if [[ -n $only ]]; then
  for part in same life stores grows first; do rows "$part" || true; done
  exit 0
fi
others=$(sed -n '/^<!-- .*\.sh -->$/,$p' ops/bench/REPORT.md)
cat >ops/bench/REPORT.md <<REPORT
# The service under load

Written by \`ops/bench/load.sh\` on $(getconf _NPROCESSORS_ONLN) shared cores that service, PostgreSQL, Kafka, Redis, sister services and clients share. Eight
clients, each asking again as soon as it is answered; rounds of $seconds seconds, $pairs pairs, $warm seconds of warm-up before each line of
the first table and half of that, shared by its sizes, before each request of the last.
Absolute figures mean little here; ratios were taken within a pair.

## Beside pgbench

pgbench says the statements that PostgreSQL logged for one such request, prepared, each a round trip of its own, at orders like those that
the service has. Where events are made, a round counts until all are on Kafka, for both.

CPU per request comes first: throughput follows the disk. A round was bound by CPU when the machine's processors worked nine tenths of it,
else by commits; rounds go on until the middle half of the pairs lies within 15 % of the median, or there are three times as many.

| request | service CPU ms | PostgreSQL CPU ms | PostgreSQL CPU ms under pgbench | HTTP / pgbench | single pairs | pairs | HTTP per second | pgbench per second | p50 ms | p99 ms | rounds bound by CPU, HTTP and pgbench |
|---|---|---|---|---|---|---|---|---|---|---|---|
$(rows same)

## A whole order

Opened, three items added one by one, sent to the kitchen, checked out, paid by webhook: seven requests, each write with an idempotency
key. Per 1,000 orders but where it says otherwise; CPU is counted until all events are on Kafka.

| orders per second | requests per second | service CPU s | PostgreSQL CPU s | allocated MB | service memory MB, in all | database MB | WAL MB | events | p99 ms of a request |
|---|---|---|---|---|---|---|---|---|---|
$(rows life)

| table with its indexes | MB per 1,000 orders |
|---|---|
$(rows stores)

## The first seconds

Items added at many orders from the moment at which the service was ready; a restaurant was brought in and four requests made before.

| | after ready | per second | p50 ms | p99 ms | service CPU ms | PostgreSQL CPU ms |
|---|---|---|---|---|---|---|
$(rows first)

## What grows

Sizes take turns within a round; "longer" is the median of three rounds, against the first size. In the tables of so many
orders each has three lines; checkouts and webhooks need orders of their own, which come on top.

| request | size | longer | p50 ms | p99 ms | service CPU ms | PostgreSQL CPU ms |
|---|---|---|---|---|---|---|
$(rows grows)

$others
REPORT
cat ops/bench/REPORT.md
