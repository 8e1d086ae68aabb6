/** The routes of a merchant's settings. */
@NullMarked
package nx.sale.http.settings;

import org.jspecify.annotations.NullMarked;
