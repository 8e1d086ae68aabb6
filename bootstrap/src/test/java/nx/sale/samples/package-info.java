/** The samples of docs/samples, built and run as somebody else's projects. */
package nx.sale.samples;
