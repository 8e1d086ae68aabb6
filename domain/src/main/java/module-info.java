/**
 * The rules of sale as a library: money, orders, payments, and the ports an application gives them. It requires nothing, so
 * any JVM service can embed it; javac itself keeps drivers, servers and loggers out.
 */
module nx.sale.domain {
    requires static org.jspecify;

    exports nx.sale.domain.shared;
    exports nx.sale.domain.id;
    exports nx.sale.domain.requests;
    exports nx.sale.domain.outbox;
    exports nx.sale.domain.listing;
    exports nx.sale.domain.live;
    exports nx.sale.domain.order.regroup;
    exports nx.sale.domain.order.pricing;
    exports nx.sale.domain.order.discount;
    exports nx.sale.domain.order.charge;
    exports nx.sale.domain.order.settlement;
    exports nx.sale.domain.payment.pending;
    exports nx.sale.domain.payment.refund;
    exports nx.sale.domain.returns;
    exports nx.sale.domain.order;
    exports nx.sale.domain.check;
    exports nx.sale.domain.catalogue;
    exports nx.sale.domain.settings;
    exports nx.sale.domain.payment;
    exports nx.sale.domain.kitchen;
    exports nx.sale.domain.allocation;
    exports nx.sale.domain.loyalty;
    exports nx.sale.domain.reservation;
    exports nx.sale.domain.shift;
    exports nx.sale.domain.report;
    exports nx.sale.domain.access;
    exports nx.sale.domain.operations;
}
