package nx.sale.domain.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A merchant's settings.
 *
 * @param timezone of order numbers and trading days
 * @param dayCutoffHour 0..23: the hour at which a new trading day begins
 * @param priceHold whether the price captured at add time stays the base at checkout
 * @param spendPerPoint amount that earns one point; none earned when unset
 * @param cashTolerance difference at close that needs no recount
 * @param defaultStationId kitchen station of items that no other rule routes
 * @param money reasons, discounts and service charges
 * @param revision 0 for a merchant that never changed a setting
 */
public record Settings(
        ZoneId timezone,
        int dayCutoffHour,
        boolean shiftManagement,
        boolean priceHold,
        boolean kitchenAutoSend,
        Optional<BigDecimal> spendPerPoint,
        BigDecimal cashTolerance,
        int maxRecounts,
        Optional<Long> defaultStationId,
        Duration reservationGrace,
        Duration noShow,
        Duration turn,
        MoneyRules money,
        long revision) {
    public static final Settings DEFAULT = new Settings(
            ZoneId.of("Asia/Ho_Chi_Minh"),
            4,
            false,
            true,
            false,
            Optional.empty(),
            BigDecimal.ZERO,
            2,
            Optional.empty(),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofMinutes(90),
            MoneyRules.DEFAULT,
            0);

    /** The trading day an instant falls on: the local date of the instant less the cut-off hours. */
    public LocalDate businessDate(Instant at) {
        var local = at.atZone(timezone);
        return local.getHour() < dayCutoffHour ? local.toLocalDate().minusDays(1) : local.toLocalDate();
    }

    /** When a trading day begins: the first moment of which {@link #businessDate} says so. */
    public Instant begins(LocalDate businessDate) {
        return businessDate.atTime(dayCutoffHour, 0).atZone(timezone).toInstant();
    }

    public Settings withRevision(long newRevision) {
        return new Settings(
                timezone,
                dayCutoffHour,
                shiftManagement,
                priceHold,
                kitchenAutoSend,
                spendPerPoint,
                cashTolerance,
                maxRecounts,
                defaultStationId,
                reservationGrace,
                noShow,
                turn,
                money,
                newRevision);
    }
}
