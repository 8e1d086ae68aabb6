/** The routes of the reports: JSON, or a table as CSV. */
@NullMarked
package nx.sale.http.report;

import org.jspecify.annotations.NullMarked;
