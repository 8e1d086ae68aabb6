package nx.sale.http.path;

import java.util.Optional;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.server.Call;

/** The order that a path {@code /sale-orders/{id}...} names. */
public final class OrderPath {
    private final OrderViews views;

    public OrderPath(OrderViews views) {
        this.views = views;
    }

    public static OrderId id(Call call) {
        return new OrderId(call.pathId("id"));
    }

    /** That it is not there, when it is not: asked before a bad body is complained about (REQUEST-1). */
    public Optional<DomainError> missing(Call call) {
        OrderId id = id(call);
        return views.findHeader(call.merchant(), id).isPresent()
                ? Optional.empty()
                : Optional.of(new OrderError.NotFound(id));
    }

    /** Rejects unless it is there: a list of nothing is not the same as no order. */
    public void require(Call call) {
        missing(call).ifPresent(error -> {
            throw new Rejected(error);
        });
    }
}
