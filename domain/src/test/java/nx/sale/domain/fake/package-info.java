/** Fakes of the ports: strict, and proven by the same contracts as PostgreSQL. */
package nx.sale.domain.fake;
