#!/usr/bin/env bash
# From the start of the bare jar to ready, of this build and of an older one in turns; of this build from the trained cache too, when './sale train' has
# made one of this jar. Both were packaged before. PostgreSQL, Kafka, Redis and sister services run beside, and the tables are there.
#   start.sh JAR [ROUNDS]      the older build's nx-seller-sale.jar, its lib beside it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
older=$(realpath "${1:?start.sh: name the jar of the older build}")
jar=$PWD/bootstrap/target/nx-seller-sale.jar cache=$PWD/bootstrap/target/sale.aot
[ -e "$jar" ] || { echo "start.sh: package this build first: ./mvnw package -DskipTests" >&2; exit 2; }
[ -e "$cache" ] && [ "$cache" -nt "$jar" ] || cache=
./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dtest=StartBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Dstart.older="$older" -Dstart.jar="$jar" -Dstart.cache="$cache" -Dstart.rounds="${2:-7}"
echo "| start to ready | median ms | single starts |"
echo "|---|---|---|"
grep -hoE '^start \|.*' bootstrap/target/surefire-reports/nx.sale.bench.StartBench-output.txt | sed 's/^start //'
