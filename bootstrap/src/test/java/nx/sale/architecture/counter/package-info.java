/** Tiny classes that break the rules, one by one. */
package nx.sale.architecture.counter;
