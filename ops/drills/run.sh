#!/usr/bin/env bash
# Breaks one part after the other while four tills sell, mends it, and counts what became of every sale and every event. Writes
# REPORT.md beside this script. Takes the seconds each fault lasts, 10 when not given, and those that a Kafka that is gone and a service that is
# killed again and again last, 120 when not given. Nothing needs to be running. About a quarter of an hour.
#   run.sh 10 120
#   run.sh 10 120 brokerGone  one drill alone, printed and not written
#   run.sh 10 120 webhooksLost 300  every webhook lost for five minutes: the fourth word is how long, 300 when not given
#   run.sh 10 120 alert       takes Kafka away until SaleKafkaProduceFailure fires, and gives it back until it clears, in real time
# Fails when anything is lost, doubled, out of order or answered wrongly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-10}
long=${2:-120}
only=${3:-}

tests() { ./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dsurefire.failIfNoSpecifiedTests=false "$@"; }
if [[ $only == alert ]]; then
  tests -Dtest=KafkaUnavailableTest -Ddrill.faster=1
  echo "SaleKafkaProduceFailure fired while Kafka was away, and cleared"
  exit 0
fi
tests -Dtest="FaultDrills${only:+#$only}" -Ddrill.seconds="$seconds" -Ddrill.long="$long" -Ddrill.webhooks="${4:-300}"
rows=$(grep -hoE '^drill \|.*' bootstrap/target/surefire-reports/nx.sale.drill.FaultDrills-output.txt | sed 's/^drill //')
if [[ -n $only ]]; then
  echo "$rows"
  exit 0
fi
cat > ops/drills/REPORT.md <<REPORT
# Fault drills

Written by \`ops/drills/run.sh $seconds $long\`. Four tills sell without a pause: open, take a table, add two dishes, send them to the
kitchen, check out, be paid. After three seconds a part breaks for $seconds seconds, or as long as the line says, and is mended. A till asks
again, with the same key, what was not answered or answered "not now"; any other refusal fails the drill. In the end every sale must be
finished, paid once, with its lines once, its dishes once in the kitchen and its table free, the audit of the whole database must hold,
and every event must be on Kafka.

- *not now*: answers 503 or 504 that say so, and "in flight" to a repeat; *no answer*: connections that broke.
- *back after*: from the mending to the next finished sale.
- *repeats*: events that came again with the same eventId; lost, doubled and out of order are counted after dropping them. Order is told
  by \`sequence\`, where an event has one.

| fault | sales | answered | not now | no answer | back after | events expected | delivered | repeats | lost | doubled | out of order |
|---|---|---|---|---|---|---|---|---|---|---|---|
$rows

While webhooks are lost the tills announce each payment, make it at MQ-Pay, sell on without a table and wait for nothing; every payment must be booked within 90 seconds of its
announcement, once. The clock drill runs the service with a clock that can be stepped; "takes nothing" is a broker that wants more replicas than there are,
which refuses every record as one with a full disk does. Redis is not mended: the service goes on without it.
REPORT
cat ops/drills/REPORT.md
