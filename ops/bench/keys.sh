#!/usr/bin/env bash
# The keys by merchant, added to a database of the version before while tills sell, and the old ones dropped: how long it takes, and how long
# the longest sale waits. Takes the number of orders, 1,000,000 when not given, and of tills, 8.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
orders=${1:-1000000}
tills=${2:-8}

./mvnw -q -pl adapters-postgres -am test -Dtest=KeysByMerchantTest#databaseOfTheVersionBeforeTakesTheKeysWhileItSells \
  -Dsurefire.failIfNoSpecifiedTests=false -Dkeys.orders="$orders" -Dkeys.tills="$tills"
grep -h '\bkeys ' adapters-postgres/target/surefire-reports/nx.sale.postgres.schema.KeysByMerchantTest-output.txt
