package nx.sale.domain.payment;

import java.math.BigDecimal;
import java.util.Optional;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.shared.Tender;

/** Webhooks as stories tell them, about order 100 and its checks. */
final class PaymentStories {
    static final PaymentNotice.Target WHOLE = new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, 100);

    private PaymentStories() {}

    static PaymentNotice.Target of(SaleCheck check) {
        return new PaymentNotice.Target(
                PaymentNotice.Target.Kind.SALE_CHECK, check.id().value());
    }

    /** An attempt that names its own target, of a transaction that may name another, or none. */
    static PaymentNotice attempt(
            PaymentEventType type,
            String attempt,
            PaymentNotice.Target target,
            String amount,
            String transaction,
            Optional<PaymentNotice.Target> transactionTarget,
            Optional<String> reported) {
        return new PaymentNotice(
                type,
                target,
                Optional.of(new PaymentNotice.Transaction(
                        transaction,
                        transactionTarget,
                        Optional.empty(),
                        Optional.empty(),
                        reported.map(BigDecimal::new))),
                Optional.of(new PaymentNotice.Attempt(
                        attempt,
                        Optional.of(target),
                        new BigDecimal(amount),
                        "SYSTEM",
                        Optional.of(Tender.CASH),
                        Optional.empty())));
    }

    static PaymentNotice success(String attempt, PaymentNotice.Target target, String amount) {
        return attempt(
                PaymentEventType.ATTEMPT_SUCCESS,
                attempt,
                target,
                amount,
                "t-" + attempt,
                Optional.empty(),
                Optional.empty());
    }

    static PaymentNotice cancelled(String attempt, PaymentNotice.Target target, String amount) {
        return attempt(
                PaymentEventType.ATTEMPT_CANCELLED,
                attempt,
                target,
                amount,
                "t-" + attempt,
                Optional.empty(),
                Optional.empty());
    }

    static PaymentNotice settled(String transaction, PaymentNotice.Target target, String paid) {
        return new PaymentNotice(
                PaymentEventType.TRANSACTION_SETTLED,
                target,
                Optional.of(new PaymentNotice.Transaction(
                        transaction,
                        Optional.of(target),
                        Optional.of("SETTLED"),
                        Optional.empty(),
                        Optional.of(new BigDecimal(paid)))),
                Optional.empty());
    }

    /** So much of an attempt is taken back by another. */
    static PaymentNotice cancelling(String attempt, String parent, String amount) {
        return new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS,
                WHOLE,
                Optional.empty(),
                Optional.of(new PaymentNotice.Attempt(
                        attempt,
                        Optional.empty(),
                        Optional.of(WHOLE),
                        new BigDecimal(amount),
                        "VNPAY_QR",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new PaymentNotice.Cancels(Optional.of(parent))))));
    }
}
