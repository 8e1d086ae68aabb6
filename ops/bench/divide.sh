#!/usr/bin/env bash
# A bill of 500 lines divided evenly into forty checks, read and joined again, over HTTP by one client, beside an older build in alternated
# rounds, and one of 2,000 lines by this build alone. Each build has a service alone in its process and parts of its own; the older one is
# checked out and built in a temporary folder.
#   divide.sh COMMIT [ROUNDS]   9 rounds when no number is given; writes the part of REPORT.md between its marks then, and prints it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
commit=${1:?divide.sh: name the older commit}
rounds=${2:-9}

older=$(mktemp -d)
trap 'git worktree remove --force "$older/tree" 2>/dev/null || true; rm -rf "$older"' EXIT
git worktree add --quiet --detach "$older/tree" "$commit"
(cd "$older/tree" && ./mvnw -q package -DskipTests -DskipITs -Dspotless.check.skip=true)
jar="$older/tree/bootstrap/target/nx-seller-sale.jar"
./mvnw -q -Dspotless.check.skip -pl bootstrap -am test -Dtest=DivisionCostBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Ddivision.other="$jar:$(dirname "$jar")/lib/*" -Ddivision.rounds="$rounds"
report=$(
  cat <<REPORT
Written by \`ops/bench/divide.sh\` beside $(git rev-parse --short "$commit"), at a load of $(cut -d ' ' -f 1 /proc/loadavg) at its end. EVENLY into forty checks, one client over HTTP,
$rounds rounds, in turns within a round; the median of the ratios within a round, and the least and the most; whole requests with their answers, of which the order is locked for
a part. 500 lines are 20,000 shares, the most that the older build divides into; 2,000 are 80,000.

| request | this build / older | single rounds | 500 lines, older, ms | 500 lines, ms | 2,000 lines, ms |
|---|---|---|---|---|---|
$(grep -hoE '^division \|.*' bootstrap/target/surefire-reports/nx.sale.bench.DivisionCostBench-output.txt | sed 's/^division //')
REPORT
)
echo "$report"
[ $# != 1 ] || ops/bench/part.py divide.sh "A large bill divided" "$report"
