/**
 * What operators watch: what is stuck, late, waiting or failed, and how the broker is. Read-only views; each names what to do in the runbook.
 */
@NullMarked
package nx.sale.domain.operations;

import org.jspecify.annotations.NullMarked;
