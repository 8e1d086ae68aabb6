/** The use cases of the local catalogue: commerce or an operator fills it, and a miss may read through. */
@NullMarked
package nx.sale.application.catalogue;

import org.jspecify.annotations.NullMarked;
