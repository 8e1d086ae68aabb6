/**
 * What operators look at: what is stuck, late, waiting or failed. Read-only views; each names what to do in the runbook.
 */
@NullMarked
package nx.sale.domain.operations;

import org.jspecify.annotations.NullMarked;
