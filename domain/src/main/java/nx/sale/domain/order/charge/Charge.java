package nx.sale.domain.order.charge;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * A service charge on an order.
 *
 * @param terms the merchant's, as they were when the order was opened
 * @param base what it is counted of; zero while the order does not meet its conditions
 * @param amount before tax
 */
public record Charge(ServiceCharge terms, Optional<Waiver> waiver, Money base, Money amount, Money tax) {
    /** Who let the guest off it, and why. */
    public record Waiver(String reason, String by, Instant at) {
        public Waiver {
            at = at.truncatedTo(ChronoUnit.MICROS);
        }
    }

    static Charge of(ServiceCharge terms, CurrencyCode currency) {
        Money zero = Money.zero(currency);
        return new Charge(terms, Optional.empty(), zero, zero, zero);
    }

    public String code() {
        return terms.code();
    }

    public boolean waived() {
        return waiver.isPresent();
    }

    Charge with(Optional<Waiver> newWaiver) {
        return new Charge(terms, newWaiver, base, amount, tax);
    }

    /**
     * Counted of what is left of the order (CHARGE-3).
     *
     * @param applies whether the order meets its conditions
     */
    Charge evaluated(Money net, boolean applies) {
        Money zero = Money.zero(net.currency());
        Money newBase = applies ? net : zero;
        if (waived() || newBase.zero()) {
            return new Charge(terms, waiver, newBase, zero, zero);
        }
        Money newAmount = switch (terms.kind()) {
            case PERCENT -> newBase.percent(terms.value());
            case AMOUNT -> new Money(terms.value(), net.currency());
        };
        return new Charge(terms, waiver, newBase, newAmount, newAmount.percent(terms.taxRate()));
    }
}
