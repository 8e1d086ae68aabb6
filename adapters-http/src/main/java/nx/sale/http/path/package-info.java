/** What several features' paths name: the order that a path is about. */
@NullMarked
package nx.sale.http.path;

import org.jspecify.annotations.NullMarked;
