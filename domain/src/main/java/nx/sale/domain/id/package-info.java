/** The identifiers of everything that has one, how they are made (Snowflake, 64 bits) and how their text is read. */
@NullMarked
package nx.sale.domain.id;

import org.jspecify.annotations.NullMarked;
