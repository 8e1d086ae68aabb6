package nx.sale.architecture.counter.postgres.order;

import nx.sale.architecture.counter.postgres.check.CheckRows;

/** Breaks: a cycle. */
public final class OrderRows {
    public CheckRows checks = new CheckRows();
}
