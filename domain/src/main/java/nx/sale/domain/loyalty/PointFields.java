package nx.sale.domain.loyalty;

import static nx.sale.domain.listing.ListField.sorted;
import static nx.sale.domain.listing.ListQuery.FieldType.DECIMAL;
import static nx.sale.domain.listing.ListQuery.FieldType.ID;
import static nx.sale.domain.listing.ListQuery.FieldType.INSTANT;
import static nx.sale.domain.listing.ListQuery.FieldType.TEXT;

import java.math.BigDecimal;
import java.util.List;
import nx.sale.domain.listing.ListField;

/** What transactions of points can be listed by. */
public final class PointFields {
    public static final List<ListField<PointTransaction>> ALL = List.of(
            sorted("id", ID, transaction -> transaction.id().value()),
            sorted("customerId", ID, transaction -> transaction.customer().value()),
            sorted("saleOrderId", ID, transaction -> transaction.order().value()),
            sorted("kind", TEXT, transaction -> transaction.kind().name()),
            sorted("points", DECIMAL, transaction -> BigDecimal.valueOf(transaction.points())),
            sorted("createdAt", INSTANT, PointTransaction::at));

    private PointFields() {}
}
