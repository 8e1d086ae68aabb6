/** What reports need done beforehand. */
@NullMarked
package nx.sale.application.report;

import org.jspecify.annotations.NullMarked;
