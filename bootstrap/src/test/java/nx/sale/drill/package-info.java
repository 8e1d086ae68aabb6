/** Faults: a part of the stack stops, and nothing is lost. */
package nx.sale.drill;
