/** The API's own description, made from the routes, and the page to explore it with. */
@NullMarked
package nx.sale.http.openapi;

import org.jspecify.annotations.NullMarked;
