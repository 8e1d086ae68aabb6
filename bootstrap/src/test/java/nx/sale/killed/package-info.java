/** Processes that are killed, replaced or started beside each other. */
package nx.sale.killed;
