package nx.sale.application.returns;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Bills;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.returns.Returning;
import nx.sale.domain.returns.Returns;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shift.ShiftError;

/**
 * Takes goods of a completed order back, and gives the money back: cash out of the till's drawer, the rest by an instruction to MQ-Pay. A
 * rehearsal answers what it would come to, or what is in the way, and changes nothing. Rejects: order-not-found, order-not-allowed,
 * revision-mismatch, item-not-found, item-part-of-combo, return-exceeds, return-not-whole, reason-required, reason-unknown,
 * refund-not-payable, refunds-differ, refund-exceeds, permission-denied, approval-refused, device-required, older-build-live.
 */
public final class ReturnItems {
    /**
     * @param authority for money that goes back by another tender than it came by
     * @param dryRun only a rehearsal
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            Returning.Wanted wanted,
            Authority authority,
            boolean dryRun) {}

    /**
     * What a return came to.
     *
     * @param order after it
     * @param returned empty in a rehearsal with blockers
     * @param blockers what is in the way of a rehearsed return
     */
    public record Result(OrderHeader order, Optional<ReturnEvent.Returned> returned, List<DomainError> blockers) {
        public Result {
            blockers = List.copyOf(blockers);
        }
    }

    private final SettingsStore settings;
    private final LiveBuilds builds;
    private final Requests requests;
    private final UnitOfWork work;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final Returns returns;
    private final Permits permits;
    private final Effects effects;
    private final Ids ids;
    private final Clock clock;

    public ReturnItems(
            SettingsStore settings,
            LiveBuilds builds,
            Requests requests,
            UnitOfWork work,
            Orders orders,
            Bills bills,
            Payments payments,
            Returns returns,
            Permits permits,
            Effects effects,
            Ids ids,
            Clock clock) {
        this.settings = settings;
        this.builds = builds;
        this.requests = requests;
        this.work = work;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.returns = returns;
        this.permits = permits;
        this.effects = effects;
        this.ids = ids;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<Result, A> reply) {
        if (c.dryRun()) {
            return reply.of(rehearsed(c, settings.get(c.merchant()), clock.instant()));
        }
        return requests.once(c.request(), reply, attempt -> {
            builds.requireNoOlder();
            Settings merchantSettings = settings.get(c.merchant());
            return attempt.run(c.order(), (tx, at) -> done(tx, c, merchantSettings, at));
        });
    }

    /** An order with all that a return is about, under its lock. */
    private record Loaded(PaymentLedger ledger, Returning.Accepted accepted) {}

    private Loaded accept(Tx tx, Command c, SaleOrder order, Settings merchantSettings, Instant at) {
        Bill bill = bills.read(tx, order);
        PaymentLedger ledger = payments.read(tx, order.header());
        return new Loaded(
                ledger,
                Returning.accept(
                        c.wanted(),
                        bill,
                        ledger,
                        returns.read(tx, order.header()),
                        new Returning.Context(
                                merchantSettings,
                                c.request().origin().device(),
                                ids,
                                c.request().origin().actor(),
                                at)));
    }

    private Result done(Tx tx, Command c, Settings merchantSettings, Instant at) {
        SaleOrder order = orders.lock(tx, c.merchant(), c.order()).expect(c.expected());
        Loaded loaded = accept(tx, c, order, merchantSettings, at);
        ReturnEvent.Returned returned = loaded.accepted().event();
        noTill(c, returned).ifPresent(error -> {
            throw new Rejected(error);
        });
        if (loaded.accepted().otherTender().positive()) {
            permits.require(tx, otherTender(c, at));
        }
        orders.update(tx, order);
        returns.add(tx, c.merchant(), returned.goods());
        payments.update(tx, loaded.ledger());
        List<DomainEvent> events = new ArrayList<>(List.of(returned));
        returned.refunds()
                .forEach(refund -> events.add(new PaymentEvent.RefundRequested(
                        returned.order(), refund, returned.goods().device(), at)));
        events.addAll(loaded.accepted().booked());
        effects.follow(tx, events, c.request().origin());
        return new Result(returned.order(), Optional.of(returned), List.of());
    }

    /** Cash comes out of a drawer, so it must be known whose. */
    private static Optional<DomainError> noTill(Command c, ReturnEvent.Returned returned) {
        boolean cash =
                returned.refunds().stream().anyMatch(refund -> refund.means().way() == Refund.Way.CASH);
        return cash && c.request().origin().device().isEmpty()
                ? Optional.of(new ShiftError.NoDevice())
                : Optional.empty();
    }

    private static Permits.PermissionRequest otherTender(Command c, Instant at) {
        return new Permits.PermissionRequest(
                Permissions.SALE_ORDER_REFUND_OTHER_TENDER,
                c.merchant(),
                Approval.About.order(c.order()),
                c.authority(),
                c.request().origin(),
                at);
    }

    /** What a return would come to, when nothing of the order is in the way. */
    private record Tried(OrderHeader order, Optional<Returning.Accepted> accepted, Optional<DomainError> refusal) {}

    private Tried tried(Tx tx, Command c, Settings merchantSettings, Instant at) {
        SaleOrder order = orders.lock(tx, c.merchant(), c.order()).expect(c.expected());
        OrderHeader before = order.header();
        try {
            Returning.Accepted accepted =
                    accept(tx, c, order, merchantSettings, at).accepted();
            return new Tried(accepted.event().order(), Optional.of(accepted), Optional.empty());
        } catch (Rejected blocked) {
            return new Tried(before, Optional.empty(), Optional.of(blocked.error()));
        }
    }

    /** Approvals are judged as the return would, and none is spent. */
    private Result rehearsed(Command c, Settings merchantSettings, Instant at) {
        Tried tried = work.run(c.order(), tx -> tried(tx, c, merchantSettings, at));
        List<DomainError> blockers = new ArrayList<>();
        if (builds.olderServes()) {
            blockers.add(new OperationsError.OlderBuildLive());
        }
        tried.refusal().ifPresent(blockers::add);
        tried.accepted().ifPresent(accepted -> {
            noTill(c, accepted.event()).ifPresent(blockers::add);
            if (accepted.otherTender().positive()) {
                otherTenderRefused(c, at).ifPresent(blockers::add);
            }
        });
        return new Result(tried.order(), tried.accepted().map(Returning.Accepted::event), blockers);
    }

    private Optional<DomainError> otherTenderRefused(Command c, Instant at) {
        Permits.PermissionRequest request = otherTender(c, at);
        try {
            permits.rehearse(request, new AccessError.Denied(request.permission()), new HashSet<>());
            return Optional.empty();
        } catch (Rejected refused) {
            return Optional.of(refused.error());
        }
    }
}
