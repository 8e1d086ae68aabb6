package nx.sale.domain.shift;

import static nx.sale.domain.listing.ListField.filtered;
import static nx.sale.domain.listing.ListField.sorted;
import static nx.sale.domain.listing.ListQuery.FieldType.ID;
import static nx.sale.domain.listing.ListQuery.FieldType.INSTANT;
import static nx.sale.domain.listing.ListQuery.FieldType.TEXT;
import static nx.sale.domain.listing.ListQuery.FieldType.WHOLE;

import java.util.List;
import nx.sale.domain.listing.ListField;

/** What shifts can be listed by. */
public final class ShiftFields {
    public static final List<ListField<PosSession>> ALL = List.of(
            sorted("id", ID, session -> session.id().value()),
            sorted("deviceId", TEXT, session -> session.place().device().value()),
            sorted("saleChannelId", ID, session -> session.place().channel().value()),
            sorted("status", TEXT, session -> session.status().name()),
            sorted("openedBy", TEXT, session -> session.trace().createdBy()),
            sorted("openedAt", INSTANT, session -> session.trace().createdAt()),
            filtered("closedAt", INSTANT),
            sorted("createdAt", INSTANT, session -> session.trace().createdAt()),
            sorted("closeRecountCount", WHOLE, PosSession::recounts));

    private ShiftFields() {}
}
