/** The settings: read once from the environment, every problem named at once. */
@NullMarked
package nx.sale.bootstrap.config;

import org.jspecify.annotations.NullMarked;
