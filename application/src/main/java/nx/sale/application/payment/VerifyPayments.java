package nx.sale.application.payment;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/** Asks MQ-Pay for the pending attempts of an order because a person wants to know now, and writes down that it was asked. */
public final class VerifyPayments {
    public record Command(Request request, MerchantId merchant, OrderId order) {}

    private final AskMqPay askMqPay;
    private final Requests requests;
    private final AuditTrail audit;
    private final Clock clock;

    public VerifyPayments(AskMqPay askMqPay, Requests requests, AuditTrail audit, Clock clock) {
        this.askMqPay = askMqPay;
        this.requests = requests;
        this.audit = audit;
        this.clock = clock;
    }

    /** Throws Unavailable with MQ_PAY. */
    public <A> A handle(Command c, Reply<List<AskMqPay.Asked>, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            List<AskMqPay.Asked> asked =
                    askMqPay.ofOrder(c.merchant(), c.order(), c.request().origin());
            return attempt.run(tx -> {
                audit.append(tx, entry(c, asked), c.request().origin());
                return asked;
            });
        });
    }

    private AuditTrail.Entry entry(Command c, List<AskMqPay.Asked> asked) {
        long paid = asked.stream().filter(AskMqPay.Asked::paid).count();
        return new AuditTrail.Entry(
                c.merchant(),
                Optional.of(c.order()),
                AuditAction.PAYMENTS_VERIFIED,
                Optional.empty(),
                Map.of("asked", Integer.toString(asked.size()), "paid", Long.toString(paid)),
                clock.instant());
    }
}
