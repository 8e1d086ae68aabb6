package nx.sale.domain.kitchen;

import static nx.sale.domain.listing.ListField.sorted;
import static nx.sale.domain.listing.ListQuery.FieldType.DATE;
import static nx.sale.domain.listing.ListQuery.FieldType.ID;
import static nx.sale.domain.listing.ListQuery.FieldType.INSTANT;
import static nx.sale.domain.listing.ListQuery.FieldType.TEXT;
import static nx.sale.domain.listing.ListQuery.FieldType.WHOLE;

import java.util.List;
import nx.sale.domain.listing.ListField;

/** What tickets and stations can be listed by. */
public final class KitchenFields {
    public static final List<ListField<KitchenTicket>> TICKETS = List.of(
            sorted("id", ID, ticket -> ticket.id().value()),
            sorted("saleOrderId", ID, ticket -> ticket.order().value()),
            sorted("stationId", ID, ticket -> ticket.station().value()),
            sorted("number", WHOLE, ticket -> ticket.number().value()),
            sorted("businessDate", DATE, ticket -> ticket.number().businessDate()),
            sorted("course", WHOLE, KitchenTicket::course),
            sorted("status", TEXT, ticket -> ticket.status().name()),
            sorted("createdAt", INSTANT, ticket -> ticket.trace().createdAt()),
            sorted("modifiedAt", INSTANT, ticket -> ticket.trace().modifiedAt()));

    public static final List<ListField<KitchenStation>> STATIONS = List.of(
            sorted("id", ID, station -> station.id().value()),
            sorted("code", TEXT, KitchenStation::code),
            sorted("name", TEXT, KitchenStation::name),
            sorted("createdAt", INSTANT, station -> station.trace().createdAt()));

    private KitchenFields() {}
}
