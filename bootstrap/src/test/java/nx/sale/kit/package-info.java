/** What the tests of the whole service are written with: the running stack, its callers, its sister services, its books. */
package nx.sale.kit;
