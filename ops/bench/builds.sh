#!/usr/bin/env bash
# This build beside an older one: add-item, checkout, payment webhook, reads of screens, whole orders, eight clients, alternated pairs. Each build has a
# service alone in its process and parts of its own; the older one is checked out and built in a temporary folder.
#   builds.sh COMMIT           PAIRS, SECONDS_EACH and WARM change how many pairs, what a round lasts, the seconds before each;
#                              ONLY names a part of the request's name: checkout; OPTIONS are the JVM's, OTHER_OPTIONS those of the older
#                              one, so that HEAD and two sets of options compare these
# Prints, of this build / of the older one, the median of the pairs and single pairs: CPU per request of service and PostgreSQL together,
# of the service, of PostgreSQL, WAL per request, throughput; then p99 in ms of the older one and of this one; last what the older service
# and this one have in memory at the end, in MB.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
commit=${1:?builds.sh: name the older commit}
command -v wrk >/dev/null || { echo "builds.sh: needs wrk; see ops/bench/README.md" >&2; exit 2; }

older=$(mktemp -d)
trap 'git worktree remove --force "$older/tree" 2>/dev/null || true; rm -rf "$older"' EXIT
git worktree add --quiet --detach "$older/tree" "$commit"
(cd "$older/tree" && ./mvnw -q package -DskipTests -DskipITs -Dspotless.check.skip=true)
jar="$older/tree/bootstrap/target/nx-seller-sale.jar"
./mvnw -q -pl bootstrap -am test -Dtest='LoadBench#e_besideAnotherBuild' \
  -Dload.other="$jar:$(dirname "$jar")/lib/*" \
  -Dload.seconds="${SECONDS_EACH:-5}" -Dload.pairs="${PAIRS:-9}" -Dload.warm="${WARM:-30}" -Dload.only="${ONLY:-}" \
  ${OPTIONS:+"-Dload.options=$OPTIONS"} ${OTHER_OPTIONS:+"-Dload.other.options=$OTHER_OPTIONS"}
grep -hoE '^load \| (builds|memory) \|.*' bootstrap/target/surefire-reports/nx.sale.bench.LoadBench-output.txt | sed 's/^load | builds //; s/^load //'
