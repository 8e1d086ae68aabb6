package nx.sale.domain.order;

import java.util.List;

/** An order with all its lines, as stored: for reading, and the shape storage gives and takes. */
public record OrderSnapshot(OrderHeader header, List<Line> lines) {
    public OrderSnapshot {
        lines = List.copyOf(lines);
    }
}
