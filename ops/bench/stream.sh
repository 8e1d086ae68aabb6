#!/usr/bin/env bash
# From the decision inside a transaction to fifty open WebSockets, with and without twenty readers that have stalled, alternated in one
# run of five pairs. Takes the seconds of one round, 6 when not given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-6}

./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=ManyScreensTest -Dstream.seconds="$seconds" -Dstream.pairs=5
grep -h '^stream ' bootstrap/target/surefire-reports/nx.sale.storm.ManyScreensTest-output.txt
