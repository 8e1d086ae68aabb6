package nx.sale.http.order;

import nx.sale.domain.order.Line;

/** A move of an item from one order to another. */
public record OrderTransfer(String sourceOrderId, String targetOrderId, String transferredAt) {
    static OrderTransfer of(Line.Transfer transfer) {
        return new OrderTransfer(
                transfer.source().toString(),
                transfer.target().toString(),
                transfer.at().toString());
    }
}
