/** The console: a web page for people, on the public API alone (0055). */
@NullMarked
package nx.sale.http.console;

import org.jspecify.annotations.NullMarked;
