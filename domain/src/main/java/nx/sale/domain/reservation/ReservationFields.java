package nx.sale.domain.reservation;

import static nx.sale.domain.listing.ListField.filtered;
import static nx.sale.domain.listing.ListField.sorted;
import static nx.sale.domain.listing.ListQuery.FieldType.ID;
import static nx.sale.domain.listing.ListQuery.FieldType.INSTANT;
import static nx.sale.domain.listing.ListQuery.FieldType.TEXT;
import static nx.sale.domain.listing.ListQuery.FieldType.WHOLE;

import java.util.List;
import nx.sale.domain.listing.ListField;

/** What reservations can be listed by. */
public final class ReservationFields {
    public static final List<ListField<Reservation>> ALL = List.of(
            sorted("id", ID, reservation -> reservation.id().value()),
            sorted("guestName", TEXT, reservation -> reservation.guest().name()),
            filtered("guestPhone", TEXT),
            filtered("customerId", ID),
            filtered("saleOrderId", ID),
            sorted("partySize", WHOLE, Reservation::partySize),
            sorted("reservedFrom", INSTANT, reservation -> reservation.window().from()),
            sorted("reservedTo", INSTANT, reservation -> reservation.window().until()),
            sorted("source", TEXT, reservation -> reservation.source().name()),
            sorted("status", TEXT, reservation -> reservation.status().name()),
            sorted("createdAt", INSTANT, reservation -> reservation.trace().createdAt()));

    private ReservationFields() {}
}
