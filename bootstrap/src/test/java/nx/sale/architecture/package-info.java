/** The architecture suite: each rule, and for each a tiny class that breaks it, so that the rule is known to bite. */
package nx.sale.architecture;
