/** The servers of tests and local stack, started as containers through Testcontainers. Only asked for with {@code -Dparts=containers}. */
@NullMarked
package nx.sale.containers;

import org.jspecify.annotations.NullMarked;
