/** Breaks: more classes than anyone reads. */
package nx.sale.architecture.counter.crowd;
