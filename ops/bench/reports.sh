#!/usr/bin/env bash
# The month's summary and its products over 1,000,000 orders of forty merchants, beside one index-only aggregate over the daily sums and
# beside the raw rows, alternated in one run of seven pairs. Takes the number of orders, 1,000,000 when not given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
orders=${1:-1000000}

./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=ManyOrdersReportsTest -Dreports.orders="$orders" -Dreports.pairs=7
grep -h '^reports ' bootstrap/target/surefire-reports/nx.sale.storm.ManyOrdersReportsTest-output.txt
