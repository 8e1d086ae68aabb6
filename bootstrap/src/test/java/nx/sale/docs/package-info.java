/** The documents, held against the service. */
package nx.sale.docs;
