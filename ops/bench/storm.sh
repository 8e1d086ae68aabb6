#!/usr/bin/env bash
# Sixteen waiters merge and split the same ten tables across each other for a minute (or as many seconds as given), over HTTP
# against a local stack of its own. Fails on a 5xx, a deadlock, or a difference found by the SQL audit at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-60}

./mvnw -q install -DskipTests -DskipITs
./mvnw -q test -pl bootstrap -Dtest=FamilyStormTest -Dstorm.seconds="$seconds"
grep -h 'storm seconds=' bootstrap/target/surefire-reports/nx.sale.journey.FamilyStormTest-output.txt
