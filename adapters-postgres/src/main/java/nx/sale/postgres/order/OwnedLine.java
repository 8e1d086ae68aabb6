package nx.sale.postgres.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;

/** A line and the order it is on, when the lines of several orders are read at once. */
record OwnedLine(long order, Line line) {
    static OwnedLine read(ResultSet row) throws SQLException {
        return new OwnedLine(row.getLong("saleOrderId"), LineRows.read(row));
    }

    static List<OrderSnapshot> snapshots(Collection<OrderHeader> headers, List<OwnedLine> lines) {
        Map<Long, List<Line>> byOrder = lines.stream()
                .collect(Collectors.groupingBy(
                        OwnedLine::order, Collectors.mapping(OwnedLine::line, Collectors.toList())));
        return headers.stream()
                .map(header -> new OrderSnapshot(
                        header, byOrder.getOrDefault(header.id().value(), List.of())))
                .toList();
    }
}
