/** Many at once: what must stay exact under concurrent and large loads. */
package nx.sale.storm;
