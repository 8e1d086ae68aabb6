/**
 * What a merchant may tune (spec 01, 07.32). A merchant without a row has the defaults.
 */
@NullMarked
package nx.sale.domain.settings;

import org.jspecify.annotations.NullMarked;
