package nx.sale.domain.payment;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Ids;
import nx.sale.domain.shared.Money;

/**
 * Posts a notice to an order and its ledger, both locked: what rose counts as paid when the order waits for money, and becomes a
 * review otherwise. Money is never ignored and never revives an order (spec 03, webhook 4 and 5).
 */
public final class PaymentPosting {
    private PaymentPosting() {}

    /** Returns APPLIED, or LATE when the money did not count. */
    public static WebhookOutcome post(
            PaymentNotice notice,
            SaleOrder order,
            PaymentLedger ledger,
            Settings settings,
            Ids ids,
            Actor by,
            Instant at) {
        PaymentLedger.Rise rise = ledger.record(
                notice,
                order.header().progress().received(),
                order.header().checkout().flatMap(OrderHeader.Checkout::finance).map(OrderHeader.Finance::type),
                at);
        notice.attempt()
                .filter(attempt -> ledger.reversalUnreviewed(attempt.uid()))
                .ifPresent(attempt -> ledger.attempts().stream()
                        .filter(known -> known.uid().equals(attempt.uid()))
                        .forEach(known -> ledger.review(
                                PaymentReview.Kind.REVERSED, known.amount(), Optional.of(known.uid()), ids, by, at)));
        if (!rise.amount().positive()) {
            return WebhookOutcome.APPLIED;
        }
        if (!order.takesMoney()) {
            order.noteLate(rise.amount(), by, at);
            ledger.review(PaymentReview.Kind.LATE, rise.amount(), Optional.empty(), ids, by, at);
            return WebhookOutcome.LATE;
        }
        Money overBefore = order.overpaid();
        order.receive(
                rise.amount(),
                rise.attempt()
                        .map(attempt -> new OrderEvent.Receipt(
                                attempt.uid(), attempt.amount(), attempt.provider(), attempt.method())),
                settings,
                by,
                at);
        ledger.review(PaymentReview.Kind.OVERPAID, order.overpaid().minus(overBefore), Optional.empty(), ids, by, at);
        return WebhookOutcome.APPLIED;
    }
}
