/** A tiny service under a root of its own that keeps every rule, so that a rule is known to pass as well as to fail. */
package nx.sale.architecture.example;
