/** What is above the features: every refusal of the domain, with the feature that words it. */
@NullMarked
package nx.sale.http;

import org.jspecify.annotations.NullMarked;
