#!/usr/bin/env bash
# The keys by merchant, added to a database of the version before while tills sell, and the old ones dropped: how long it takes, and how long
# the longest sale waits; then what a sale costs while both keys are there. Takes the number of orders, 1,000,000 when not given, and of
# tills, 8. Writes the part of REPORT.md between its marks when it is given no number, and prints it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
orders=${1:-1000000}
tills=${2:-8}

./mvnw -q -Dspotless.check.skip -pl adapters-postgres -am test \
  -Dtest=KeysByMerchantTest#databaseOfTheVersionBeforeTakesTheKeysWhileItSells,KeysCostBench \
  -Dsurefire.failIfNoSpecifiedTests=false -Dkeys.orders="$orders" -Dkeys.tills="$tills"
said() { grep -hoE "keys $1.*" adapters-postgres/target/surefire-reports/nx.sale.postgres.schema.Keys*-output.txt; }
report=$(
  cat <<REPORT
Written by \`ops/bench/keys.sh\`, at a load of $(cut -d ' ' -f 1 /proc/loadavg) at its end. A database of the version before with $orders orders takes the new keys while $tills tills sell without
a pause, and then loses the old ones; a sale is an order with its line, payment, message and bookings, and no sale may fail.

| | |
|---|---|
$(said '(added|contracted) ' | sed -E 's/^keys (added|contracted) [^:]*: ([0-9]+) ms, [0-9]+ tills sold ([0-9]+) meanwhile, the longest sale took ([0-9]+) ms/| \1 | \2 ms, \3 sales meanwhile, the longest took \4 ms |/')

The statements of a sale in turns, 15 rounds of 300; the median of the ratios within a round, and the least and the most:

| a sale with | to one with | takes | single rounds |
|---|---|---|---|
$(said 'cost \|' | sed 's/^keys cost //')
REPORT
)
echo "$report"
[ $# != 0 ] || ops/bench/part.py keys.sh "Keys by merchant" "$report"
