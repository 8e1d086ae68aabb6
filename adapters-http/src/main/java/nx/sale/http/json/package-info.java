/** JSON in and out: strict reading of bodies by record, errors that name the field. */
@NullMarked
package nx.sale.http.json;

import org.jspecify.annotations.NullMarked;
