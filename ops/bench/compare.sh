#!/usr/bin/env bash
# Whether a whole order costs less or more than at another commit: both builds in turns in one run, two minutes after they are built.
#   compare.sh [COMMIT]        the last commit when none is named; PAIRS, SECONDS_EACH and WARM as in builds.sh
# CPU per request comes first: throughput follows the disk. A ratio is the median of the pairs; when single pairs fall on both sides of 1
# the run does not tell.
set -euo pipefail
row=$(ONLY="whole order" PAIRS="${PAIRS:-7}" SECONDS_EACH="${SECONDS_EACH:-4}" WARM="${WARM:-15}" \
  "$(dirname "${BASH_SOURCE[0]}")/builds.sh" "${1:-HEAD}") || { echo "$row" >&2; exit 1; } # what failed is in what builds.sh printed
awk -F ' *[|] *' -v against="${1:-HEAD}" '
  function tell(what, median, pairs, more, less,   ends) {
    split(pairs, ends, " to ")
    printf "%-36s %s times (%s): %s\n", what, median, pairs, (ends[2] < 1 ? less : ends[1] > 1 ? more : "does not tell")
  }
  NF >= 15 {
    print "a whole order of this build, against " against
    tell("CPU per request", $3, $4, "costs more", "costs less")
    tell("  of the service", $5, $6, "costs more", "costs less")
    tell("  of PostgreSQL", $7, $8, "costs more", "costs less")
    tell("WAL per request", $9, $10, "writes more", "writes less")
    tell("orders per second", $11, $12, "faster", "slower")
    printf "%-36s %s ms, was %s ms\n", "p99 of a request", $14, $13
  }' <<<"$row"
