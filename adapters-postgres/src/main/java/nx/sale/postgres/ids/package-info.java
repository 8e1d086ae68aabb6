/** The leased worker numbers that Snowflake ids are made with. */
@NullMarked
package nx.sale.postgres.ids;

import org.jspecify.annotations.NullMarked;
