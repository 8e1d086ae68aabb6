/**
 * What a merchant may tune (SETTING-1). A merchant without a row has the defaults.
 */
@NullMarked
package nx.sale.domain.settings;

import org.jspecify.annotations.NullMarked;
