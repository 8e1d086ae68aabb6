/**
 * The architecture suite: {@link Rules} for any root package, and for each rule a tiny class that breaks it ({@code counter}) and one
 * that keeps it ({@code example}), so that the rule is known to fail and to pass. A rule's way out is in {@link WaysOut}.
 */
package nx.sale.architecture;
