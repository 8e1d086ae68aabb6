/** The use cases of a merchant's settings. */
@NullMarked
package nx.sale.application.settings;

import org.jspecify.annotations.NullMarked;
