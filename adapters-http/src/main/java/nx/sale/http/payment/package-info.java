/** The payment webhook, and the routes of payment reviews. */
@NullMarked
package nx.sale.http.payment;

import org.jspecify.annotations.NullMarked;
