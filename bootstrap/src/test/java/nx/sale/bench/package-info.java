/** Load measured side by side with a baseline; run by the scripts in ops/bench. */
package nx.sale.bench;
