#!/usr/bin/env bash
# A storm over HTTP against a local stack of its own, for a minute (or as many seconds as given):
#   storm.sh family    sixteen waiters merge and split the same ten tables across each other
#   storm.sh kitchen   fifty waiters, cooks and managers at one kitchen
#   storm.sh floor     a hundred hosts grab the same ten tables
# Fails on a 5xx, a deadlock, or a difference found by the audit at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
case ${1:-} in
  family) storm=FamilyStormTest ;;
  kitchen) storm=KitchenStormTest ;;
  floor) storm=FloorStormTest ;;
  *) echo "usage: storm.sh family|kitchen|floor [seconds]" >&2; exit 2 ;;
esac
seconds=${2:-60}

./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest="$storm" -Dstorm.seconds="$seconds"
grep -hE 'storm (seconds|hosts)=' "bootstrap/target/surefire-reports/nx.sale.storm.$storm-output.txt"
