package nx.sale.domain.payment;

import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import org.jspecify.annotations.Nullable;

/** What an attempt or its transaction is by what was known of it and what one more notice says. */
final class NoticeMerge {
    private NoticeMerge() {}

    /** What a transaction names as its target, by all that named one: SEVERAL when they differ, in the check too. */
    static PaymentLedger.Aim aim(PaymentLedger.Transaction known, PaymentLedger.Aim incoming, Optional<CheckId> check) {
        if (incoming == PaymentLedger.Aim.UNNAMED) {
            return known.aim();
        }
        if (known.aim() == PaymentLedger.Aim.UNNAMED) {
            return incoming;
        }
        return known.aim() == incoming && known.check().equals(check) ? incoming : PaymentLedger.Aim.SEVERAL;
    }

    static Optional<PaymentNotice.Cancels> cancels(
            PaymentLedger.@Nullable Attempt known, PaymentNotice.Attempt incoming) {
        Optional<PaymentNotice.Cancels> before = Optional.ofNullable(known).flatMap(PaymentLedger.Attempt::cancels);
        return before.filter(named -> named.parent().isPresent())
                .or(incoming::cancels)
                .or(() -> before);
    }

    /** The largest that was named. One that took a payment back took back all of it when any event of that names no amount. */
    static Money amount(PaymentLedger.@Nullable Attempt known, Money incoming, boolean cancels, AttemptStatus end) {
        if (known == null) {
            return incoming;
        }
        if (!cancels) {
            return known.amount().max(incoming);
        }
        if (end != AttemptStatus.CANCELLED) {
            return known.amount();
        }
        if (!known.cancelled()) {
            return incoming;
        }
        return known.amount().zero() || incoming.zero()
                ? incoming.minus(incoming)
                : known.amount().max(incoming);
    }

    /** Money that was counted stays where it is; before, what the attempt itself names wins over what its transaction does. */
    static Optional<CheckId> check(
            PaymentLedger.@Nullable Attempt known, PaymentNotice.Attempt incoming, PaymentNotice.Target target) {
        if (known == null) {
            return target.check();
        }
        return known.successful()
                ? known.check()
                : incoming.target().map(PaymentNotice.Target::check).orElse(known.check());
    }

    static String provider(PaymentLedger.@Nullable Attempt known, PaymentNotice.Attempt incoming) {
        return known != null && incoming.provider().equals(PaymentNotice.Attempt.UNKNOWN_PROVIDER)
                ? known.provider()
                : incoming.provider();
    }

    /** Money that was booked stays of its tender, unless MQ-Pay names another. */
    static Tender tender(
            PaymentLedger.@Nullable Attempt known, PaymentNotice.Attempt incoming, Optional<Tender> announced) {
        if (known == null) {
            return TenderRule.tender(incoming.method(), incoming.provider(), announced);
        }
        if (incoming.method().isPresent() || !known.successful()) {
            Tender derived = TenderRule.tender(incoming.method(), provider(known, incoming), announced);
            return derived == Tender.OTHER && incoming.method().isEmpty() ? known.method() : derived;
        }
        return known.method();
    }
}
