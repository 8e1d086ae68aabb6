package nx.sale.http.shift;

import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** What the content has, and how often things were done. */
record Content(
        @Nullable
        @Rules.Means(
                "of the content: 2 has charge, 3 cash rounding, tips and no-sales, 4 refunds and returns; absent in an older Z")
        Integer version,

        @Rules.Means("how often it was to be counted again") int recounts,

        @Nullable @Rules.Means("how often the drawer was opened without a sale; absent in a Z below version 3")
        Integer noSales) {}
