#!/usr/bin/env bash
# Adding an item to an order with five discounts and two service charges beside one without, and checking out 1,000 lines with all kinds of
# discounts beside 1,000 without, over HTTP by one client, alternated in one run. Takes the number of rounds, 40 when not given. Writes
# the part of REPORT.md between its marks when it is given no number, and prints it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
rounds=${1:-40}

./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dtest=DiscountsCostBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Ddiscounts.rounds="$rounds" -Dtests.jit=-XX:+TieredCompilation
report=$(
  cat <<REPORT
Written by \`ops/bench/discounts.sh\`, at a load of $(cut -d ' ' -f 1 /proc/loadavg) at its end. One client over HTTP, $rounds rounds, in turns within
a round; the median of the ratios within a round, and the least and the most. An add-item is 200 requests a round on an order with five
discounts and two service charges; a checkout waits for pricing's answer on both sides. That an add-item takes as many trips to the database
either way is asserted (\`RoundTripsTest\`).

| request | with / without | single rounds | p50 ms with | p50 ms without |
|---|---|---|---|---|
$(grep -hoE '^discounts \|.*' bootstrap/target/surefire-reports/nx.sale.bench.DiscountsCostBench-output.txt | sed 's/^discounts //')
REPORT
)
echo "$report"
[ $# != 0 ] || ops/bench/part.py discounts.sh "Discounts and charges" "$report"
