#!/usr/bin/env bash
# What each request of a dinner makes PostgreSQL write: statements, rows, index entries and octets of WAL, counted in the write-ahead log itself
# (pg_walinspect) until the request's messages are sent. Takes the number of dinners, 20 when not given. Writes the part of REPORT.md between its marks when
# it is given no number, and prints it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dinners=${1:-20}

./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dtest=WritesBench -Dsurefire.failIfNoSpecifiedTests=false -Dwrites.dinners="$dinners"
rows() { grep -hoE "^writes $1 \|.*" bootstrap/target/surefire-reports/nx.sale.bench.WritesBench-output.txt | sed "s/^writes $1 //"; }
report=$(
  cat <<REPORT
Written by \`ops/bench/writes.sh\`: $dinners dinners of one waiter, three items each, no shift. Pages that are logged whole after a checkpoint are left
out. A row that is kept is changed in its page without an index entry (HOT); one that moved has entries anew. The messages of a request are counted with
it, until they are marked as sent.

| request | statements | rows inserted | moved | kept | deleted | locked | index entries | octets of WAL |
|---|---|---|---|---|---|---|---|---|
$(rows request)

The same dinner by table, all seven requests together:

| table | rows inserted | moved | kept | deleted | locked | index entries | octets of WAL | entries by index |
|---|---|---|---|---|---|---|---|---|
$(rows table)

| table | why it is written |
|---|---|
| Outbox | a message in the transaction that makes it true; changed when it is sent, which the index of waiting messages must know, so each has two entries of the key |
| IdempotencyKey | the key first, so that a twin waits on it; then the answer, in the same page |
| SaleOrder | each request changes it under its lock; it moves when the status does (checked out, completed), for lists are read by status |
| SaleOrderItem | a line; the quantity sent to the kitchen; what checkout priced. Its indexes do not know these, so it never moves |
| AuditEntry | one for each deed, never changed: by its key, and by the order for its history. Its details are figures of that moment, which no row keeps |
| PaymentEvent | the webhook as it came, which a twin waits on; then what became of it and its order, which operators list it by, so it moves |
| KitchenTicket, KitchenTicketItem | a ticket for each station, an item for each line: found by station, order, line, ticket and number |
| PaymentTransaction, PaymentAttempt | the ledger: by order, and by the names that MQ-Pay uses |
| SalesUnfolded | that the order is to be counted in the day's sums |
| KitchenCounter, KitchenStation | the number of a ticket; the reference of a ticket locks its station |

$(rows all | awk -F ' *[|] *' '{ printf "In all %.1f KB of WAL a dinner, commits and sweeps included; page images came on top, %.1f KB a dinner at this pace.\n", $2 / $4 / 1000, $3 / $4 / 1000 }')
REPORT
)
echo "$report"
[ $# != 0 ] || ops/bench/part.py writes.sh "What a dinner writes" "$report"
