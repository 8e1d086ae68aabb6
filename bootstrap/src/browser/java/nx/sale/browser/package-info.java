/** The console in a real browser: an evening is played, looked at and photographed. Maven's profile {@code browser} runs it. */
@NullMarked
package nx.sale.browser;

import org.jspecify.annotations.NullMarked;
