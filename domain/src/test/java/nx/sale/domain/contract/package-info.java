/**
 * What the ports promise, as tests. A store keeps a contract when a test class extends it and gives the stores it runs on; the
 * fakes and PostgreSQL do, and so does whoever stores elsewhere.
 */
package nx.sale.domain.contract;
