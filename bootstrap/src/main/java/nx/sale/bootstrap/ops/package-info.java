/** The commands of an operator: asked of a running replica, or of the database alone when none answers. */
@NullMarked
package nx.sale.bootstrap.ops;

import org.jspecify.annotations.NullMarked;
