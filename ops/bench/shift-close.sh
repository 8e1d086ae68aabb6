#!/usr/bin/env bash
# Closing a shift of 10,000 orders beside closing one of 10, over HTTP, alternated in one run of seven pairs, each the median of three.
# Takes the number of orders, 10,000 when not given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
orders=${1:-10000}

./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=LongShiftTest -Dshift.orders="$orders" -Dshift.pairs=7 -Dshift.warm=200
grep -h '^shift ' bootstrap/target/surefire-reports/nx.sale.storm.LongShiftTest-output.txt
