/** How what happened to orders reads in the history. */
@NullMarked
package nx.sale.application.audit;

import org.jspecify.annotations.NullMarked;
