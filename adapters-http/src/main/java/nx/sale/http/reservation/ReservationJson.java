package nx.sale.http.reservation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.application.reservation.Booked;
import nx.sale.application.reservation.CheckIn;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.reservation.Reservation;
import nx.sale.http.allocation.FloorUsage;
import nx.sale.http.json.Rules;
import nx.sale.http.order.OrderJson;
import org.jspecify.annotations.Nullable;

/** The JSON that the routes of reservations take and give. */
public final class ReservationJson {
    private ReservationJson() {}

    @Rules.Example("""
            {
              "guestName": "Lan",
              "guestPhone": "+84 90 123 45 67",
              "partySize": 2,
              "reservedFrom": "2031-05-01T18:00:00+07:00",
              "reservedTo": "2031-05-01T20:00:00+07:00",
              "source": "PHONE",
              "occasion": "birthday"
            }""")
    public record Ask(
            String guestName,
            @Rules.Text(max = 50) Optional<String> guestPhone,
            @Rules.Between(min = 1, max = 1000) Integer partySize,
            Instant reservedFrom,

            @Rules.Means("the merchant's turn after the start when absent")
            Optional<Instant> reservedTo,

            @Rules.Means("the units wanted; the floor can be decided later") @Rules.Size(min = 0, max = 20)
            Optional<List<Long>> unitIds,

            @Rules.Means("units that are too small for the party will do")
            Optional<Boolean> overrideCapacity,

            @Rules.Means("OTHER when absent") Optional<Reservation.Source> source,
            Optional<String> occasion,
            Optional<Long> customerId,
            @Rules.Text(max = 2000) Optional<String> note) {
        Reservation.Guest guest() {
            return new Reservation.Guest(
                    guestName,
                    guestPhone.map(Reservation.Guest.Phone::new),
                    occasion.map(Reservation.Guest.Occasion::new),
                    note,
                    customerId.map(CustomerId::new));
        }
    }

    /** The only status a patch can give. */
    public enum Confirmation {
        CONFIRMED
    }

    @Rules.Example("""
            {"partySize": 3, "note": "a quiet table", "occasion": null}""")
    @Rules.Patch
    public record Change(
            Optional<String> guestName,
            @Rules.Text(max = 50) Optional<Optional<String>> guestPhone,
            @Rules.Between(min = 1, max = 1000) Optional<Integer> partySize,
            Optional<Instant> reservedFrom,

            @Rules.Means("when the party is expected to leave")
            Optional<Instant> reservedTo,

            @Rules.Means("the units wanted from now on") @Rules.Size(min = 0, max = 20)
            Optional<List<Long>> unitIds,

            @Rules.Means("units that are too small for the party will do")
            Optional<Boolean> overrideCapacity,

            Optional<Optional<String>> occasion,
            Optional<Optional<Long>> customerId,
            @Rules.Text(max = 2000) Optional<Optional<String>> note,

            @Rules.Means("CONFIRMED, from PENDING") Optional<Confirmation> status) {
        Reservation.Guest guest(Reservation.Guest present) {
            return new Reservation.Guest(
                    guestName.orElse(present.name()),
                    guestPhone
                            .map(phone -> phone.map(Reservation.Guest.Phone::new))
                            .orElse(present.phone()),
                    occasion.map(given -> given.map(Reservation.Guest.Occasion::new))
                            .orElse(present.occasion()),
                    note.orElse(present.note()),
                    customerId.map(customer -> customer.map(CustomerId::new)).orElse(present.customer()));
        }
    }

    @Rules.Example("""
            {"saleChannelId": "70101"}""")
    public record CheckInBody(
            @Rules.Means("where the order is opened") Long saleChannelId) {}

    @Rules.Example("""
            {"reason": "the guests called it off"}""")
    public record Cancel(
            @Rules.Means("NO_SHOW for guests who did not come") @Rules.Text(max = 500)
            String reason) {}

    @Rules.Example("{}")
    public record Nothing() {}

    /** A reservation; {@code usages} and {@code order} are there where they are known. */
    @Rules.Means("a reservation")
    public record Body(
            String id,
            String merchantId,
            @JsonUnwrapped Booking booking,
            Reservation.Status status,
            @JsonUnwrapped Visit visit,

            @Rules.Means("the order that was opened when the guests arrived") @Nullable
            String saleOrderId,

            @JsonUnwrapped Progress progress,

            @Rules.Means("its units; null in lists") @Nullable
            List<FloorUsage> usages,

            @Rules.Means("of a check-in: the order that was opened")
            OrderJson.@Nullable Order order,

            String createdAt,
            String createdBy,
            String modifiedAt,
            long revision) {
        static Body of(Reservation reservation) {
            return of(reservation, null, null);
        }

        static Body of(Booked booked) {
            return of(booked.reservation(), usages(booked.usages()), null);
        }

        static Body of(Reservation reservation, List<AllocationUsage> usages) {
            return of(reservation, usages(usages), null);
        }

        static Body of(CheckIn.Arrived arrived) {
            return of(
                    arrived.booked().reservation(),
                    usages(arrived.booked().usages()),
                    OrderJson.Order.of(arrived.order()));
        }

        private static List<FloorUsage> usages(List<AllocationUsage> usages) {
            return usages.stream().map(FloorUsage::of).toList();
        }

        private static Body of(
                Reservation reservation, @Nullable List<FloorUsage> usages, OrderJson.@Nullable Order order) {
            return new Body(
                    reservation.id().toString(),
                    reservation.merchant().toString(),
                    Booking.of(reservation),
                    reservation.status(),
                    Visit.of(reservation.guest()),
                    text(reservation.order()),
                    Progress.of(reservation),
                    usages,
                    order,
                    reservation.trace().createdAt().toString(),
                    reservation.trace().createdBy(),
                    reservation.trace().modifiedAt().toString(),
                    reservation.revision());
        }
    }

    /** Who comes, how many, when. */
    record Booking(
            String guestName,
            @Nullable String guestPhone,
            int partySize,
            String reservedFrom,
            String reservedTo,
            Reservation.Source source) {
        static Booking of(Reservation reservation) {
            return new Booking(
                    reservation.guest().name(),
                    reservation
                            .guest()
                            .phone()
                            .map(Reservation.Guest.Phone::value)
                            .orElse(null),
                    reservation.partySize(),
                    reservation.window().from().toString(),
                    reservation.window().until().toString(),
                    reservation.source());
        }
    }

    /** What the staff should know. */
    record Visit(
            @Nullable String occasion,
            @Nullable String customerId,
            @Nullable String note) {
        static Visit of(Reservation.Guest guest) {
            return new Visit(
                    guest.occasion().map(Reservation.Guest.Occasion::value).orElse(null),
                    text(guest.customer()),
                    guest.note().orElse(null));
        }
    }

    /** When each status was entered. */
    record Progress(
            @Nullable String cancellationReason,
            @Nullable String confirmedAt,

            @Rules.Means("when the guests arrived") @Nullable
            String checkedInAt,

            @Nullable String cancelledAt,

            @Rules.Means("when it was given up: nobody came") @Nullable
            String expiredAt) {
        static Progress of(Reservation reservation) {
            Reservation.Stamps stamps = reservation.stamps();
            return new Progress(
                    reservation.cancellationReason().orElse(null),
                    text(stamps.of(Reservation.Status.CONFIRMED)),
                    text(stamps.of(Reservation.Status.CHECKED_IN)),
                    text(stamps.of(Reservation.Status.CANCELLED)),
                    text(stamps.of(Reservation.Status.EXPIRED)));
        }
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
