/** When a bill is paid: cash rounding, tips, and what is still due (docs/rules/rounding.md, docs/rules/tip.md). */
@NullMarked
package nx.sale.domain.order.settlement;

import org.jspecify.annotations.NullMarked;
