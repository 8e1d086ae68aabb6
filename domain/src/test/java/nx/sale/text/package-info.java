/** Texts that tests of every module write. */
package nx.sale.text;
