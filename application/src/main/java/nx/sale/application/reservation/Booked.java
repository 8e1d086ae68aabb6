package nx.sale.application.reservation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/** A reservation with the units it has. */
public record Booked(Reservation reservation, List<AllocationUsage> usages) {
    public Booked {
        usages = List.copyOf(usages);
    }

    AuditTrail.Entry entry(AuditAction action, Instant at) {
        return new AuditTrail.Entry(
                reservation.merchant(),
                reservation.order(),
                action,
                reservation.cancellationReason(),
                Map.of(
                        "reservationId",
                        reservation.id().toString(),
                        "partySize",
                        Integer.toString(reservation.partySize()),
                        "units",
                        usages.stream().map(usage -> usage.unit().code()).collect(Collectors.joining(" "))),
                at);
    }
}
