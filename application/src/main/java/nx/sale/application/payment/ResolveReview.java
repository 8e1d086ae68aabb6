package nx.sale.application.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Bills;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.BillMoney;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.ReviewBalance;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.returns.Refunding;
import nx.sale.domain.returns.Returning;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.Shifts;

/**
 * A person decides about money: applied, refunded, left as a tip or dismissed, as the kind of the review allows. Late money can be applied
 * only while its order waits for money. Money given back in cash leaves the drawer of a shift; what an attempt brought otherwise, MQ-Pay is
 * asked to give back. A tip gives nothing back. Rejects: review-not-found, review-resolved,
 * revision-mismatch, review-resolution-not-allowed, review-not-refundable, review-not-applicable, session-not-found, session-closed,
 * drawer-currency-mismatch, older-build-live.
 */
public final class ResolveReview {
    /**
     * @param cashFrom the shift whose drawer the money was given back from, when it was given back in cash
     */
    public record Command(
            Request request,
            MerchantId merchant,
            ReviewId review,
            Optional<Long> expected,
            PaymentReview.Status resolution,
            Optional<String> note,
            Optional<SessionId> cashFrom) {}

    private final PaymentViews views;
    private final SettingsStore settings;
    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final Shifts shifts;
    private final LiveBuilds builds;
    private final Effects effects;
    private final AuditTrail audit;
    private final Screens screens;
    private final Ids ids;

    public ResolveReview(
            PaymentViews views,
            SettingsStore settings,
            Requests requests,
            Orders orders,
            Bills bills,
            Payments payments,
            Shifts shifts,
            LiveBuilds builds,
            Effects effects,
            AuditTrail audit,
            Screens screens,
            Ids ids) {
        this.views = views;
        this.settings = settings;
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.shifts = shifts;
        this.builds = builds;
        this.effects = effects;
        this.audit = audit;
        this.screens = screens;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<PaymentReview, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            PaymentReview seen = views.findReview(c.merchant(), c.review())
                    .orElseThrow(() -> new Rejected(new PaymentError.ReviewNotFound(c.review())));
            if (!seen.open()) {
                throw new Rejected(new PaymentError.ReviewResolved(seen.id(), seen.status()));
            }
            if (c.resolution() == PaymentReview.Status.TIP || c.resolution() == PaymentReview.Status.REFUNDED) {
                builds.requireNoOlder(); // it would read no answer of MQ-Pay's to a refund
            }
            var merchantSettings = settings.get(c.merchant());
            var by = c.request().origin().actor();
            return attempt.run(seen.order(), (tx, at) -> {
                Optional<PosSession> drawer = c.cashFrom().map(session -> shifts.lock(tx, c.merchant(), session));
                SaleOrder order = orders.lock(tx, c.merchant(), seen.order());
                Bill bill = bills.read(tx, order);
                PaymentLedger ledger = payments.read(tx, order.header());
                PaymentReview review = ledger.require(c.review());
                review.requireOpen();
                RequestError.expect(review.revision(), c.expected());
                if (c.resolution() == PaymentReview.Status.REFUNDED) {
                    ReviewBalance.requireRefundable(c.review(), bill, ledger, ids, by, at);
                }
                PaymentReview closed = ledger.resolve(c.review(), c.resolution(), c.note(), by, at);
                List<PaymentEvent.Booked> booked = booked(closed, bill, ledger, merchantSettings, by, at);
                List<DomainEvent> events = new ArrayList<>(order.events());
                if (closed.status() == PaymentReview.Status.REFUNDED) {
                    events.add(Refunding.ofReview(
                            closed,
                            drawer.isPresent(),
                            bill,
                            ledger,
                            new Returning.Context(
                                    merchantSettings, c.request().origin().device(), ids, by, at)));
                }
                if (closed.status() != PaymentReview.Status.DISMISSED) {
                    orders.update(tx, order);
                    bills.update(tx, bill);
                }
                payments.update(tx, ledger);
                drawer.ifPresent(session -> refund(tx, session, closed, by, at));
                events.addAll(booked);
                effects.follow(tx, events, c.request().origin());
                screens.payments(tx, order.header(), events);
                audit.append(tx, entry(closed, at), c.request().origin());
                return closed;
            });
        });
    }

    private List<PaymentEvent.Booked> booked(
            PaymentReview closed, Bill bill, PaymentLedger ledger, Settings merchantSettings, Actor by, Instant at) {
        return switch (closed.status()) {
            case APPLIED -> PaymentPosting.settle(closed, bill, ledger, merchantSettings, ids, by, at);
            case TIP -> BillMoney.align(bill, ledger, merchantSettings, by, at);
            case OPEN, REFUNDED, DISMISSED -> List.of();
        };
    }

    private void refund(Tx tx, PosSession drawer, PaymentReview review, Actor by, Instant at) {
        PosSession.Moved moved = drawer.requireOpen()
                .refund(
                        new MovementId(ids.next()),
                        review.amount(),
                        review.id(),
                        review.note().orElse(review.kind().name()),
                        by,
                        at);
        shifts.update(tx, moved.session());
        shifts.addMovement(tx, moved.session().merchant(), moved.movement());
        screens.session(tx, moved.session(), LiveAction.CASH_MOVED);
    }

    private static AuditTrail.Entry entry(PaymentReview review, Instant at) {
        Money amount = review.amount();
        return new AuditTrail.Entry(
                review.merchant(),
                Optional.of(review.order()),
                AuditAction.REVIEW_RESOLVED,
                review.note(),
                Map.of(
                        "kind", review.kind().name(),
                        "resolution", review.status().name(),
                        "amount", amount.canonical()),
                at);
    }
}
