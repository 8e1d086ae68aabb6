package nx.sale.architecture.counter.http.order;

import nx.sale.architecture.counter.http.check.CheckRoutes;

/** Breaks: names the routes of another feature, a cycle. */
public final class OrderRoutes {
    public CheckRoutes checks = new CheckRoutes();
}
