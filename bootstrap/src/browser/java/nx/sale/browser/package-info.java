/** The console and the explorer of the API in a real browser. Maven's profile {@code browser} runs them. */
@NullMarked
package nx.sale.browser;

import org.jspecify.annotations.NullMarked;
