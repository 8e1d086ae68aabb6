package nx.sale.postgres.allocation;

import nx.sale.postgres.sql.Sql;

/** Parties whose time is over. One that overstays already is examined again only when its next party has another table. */
final class OverdueParties {
    private static final String OVERDUE = """
               and u.status = 'ACTIVE' and u.usageType = 'SALE_ORDER' and u.deletedAt is null and u.endsAt <= :at
               and (u.overstayAt is null or not exists (
                     select 1 from "AllocationUsage" o
                      where o.merchantId = %s and o.unitId = u.unitId and o.id <> u.id and o.status = 'ACTIVE' and not o.shareable
                        and o.deletedAt is null and o.startsAt <= :at and o.endsAt > u.endsAt))
            """;

    /** Across merchants: whose turn it is. */
    static final Sql WHOSE = Sql.of("""
            select u.merchantId
              from "AllocationUsage" u
             where u.merchantId <> all(:without)
            """ + OVERDUE.formatted("u.merchantId") + """
             group by u.merchantId
             order by min(u.endsAt)
             limit :limit
            """);

    static final Sql OF_MERCHANT = Sql.of("select " + UsageRows.COLUMNS + """
            , (select min(o.startsAt) from "AllocationUsage" o
                where o.merchantId = :merchant and o.unitId = u.unitId and o.id <> u.id and o.status = 'ACTIVE' and not o.shareable
                  and o.deletedAt is null and o.endsAt > u.endsAt) as nextAt
              from "AllocationUsage" u
              join "AllocationUnit" n on n.merchantId = :merchant and n.id = u.unitId
             where u.merchantId = :merchant
            """ + OVERDUE.formatted(":merchant") + """
             order by u.id
             limit :limit
               for no key update of n skip locked
               for update of u skip locked
            """);

    private OverdueParties() {}
}
