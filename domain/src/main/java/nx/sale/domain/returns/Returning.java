package nx.sale.domain.returns;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Share;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.Totals;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.Purse;
import nx.sale.domain.payment.ReviewBalance;
import nx.sale.domain.payment.refund.Held;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Trace;

/**
 * Takes goods of a completed order back and gives the money back that was paid for them, under the order's lock. The one way for a return:
 * the steps on order, ledger and reviews are no API.
 */
public final class Returning {
    /**
     * What is to come back.
     *
     * @param refunds how the money is to go back; empty for the tender it came from
     */
    public record Wanted(List<SaleReturn.Item> items, List<Asked> refunds, Optional<String> note) {
        public Wanted {
            items = List.copyOf(items);
            refunds = List.copyOf(refunds);
        }
    }

    /** A part of the money, and how it is to go back. */
    public sealed interface Asked {
        BigDecimal amount();

        /** To this attempt, as it was paid. */
        record ToAttempt(String uid, BigDecimal amount) implements Asked {}

        /** By this tender, whatever it was paid by. */
        record By(Tender tender, BigDecimal amount) implements Asked {}
    }

    /** Who takes it back, where and when. */
    public record Context(Settings settings, Optional<DeviceId> device, Ids ids, Actor by, Instant at) {}

    /**
     * What a return comes to.
     *
     * @param booked what it brings into the books beside the return itself
     * @param otherTender money that goes back by another tender than it came by
     */
    public record Accepted(ReturnEvent.Returned event, List<PaymentEvent.Booked> booked, Money otherTender) {
        public Accepted {
            booked = List.copyOf(booked);
        }
    }

    private final Bill bill;
    private final PaymentLedger ledger;
    private final Context context;
    private final Money zero;

    private Returning(Bill bill, PaymentLedger ledger, Context context) {
        this.bill = bill;
        this.ledger = ledger;
        this.context = context;
        zero = Money.zero(bill.order().header().currency());
    }

    /**
     * Takes goods back. Rejects an order that is not completed, lines it does not have, more than is left of them, and refunds that do not come
     * to what is given back.
     *
     * @param before all returns of the order
     */
    public static Accepted accept(
            Wanted wanted, Bill bill, PaymentLedger ledger, List<SaleReturn> before, Context context) {
        bill.order().header().require(OrderStatus.Action.RETURN);
        return new Returning(bill, ledger, context).accept(wanted, before);
    }

    private Accepted accept(Wanted wanted, List<SaleReturn> before) {
        SaleOrder order = bill.order();
        Kept kept = new Kept(bill, before);
        Map<Optional<CheckId>, Money> keptBefore = new LinkedHashMap<>();
        kept.bills().forEach(check -> keptBefore.put(check, kept.of(check)));
        List<Kept.Gone> gone = new ArrayList<>();
        wanted.items().forEach(item -> gone.addAll(kept.take(reasoned(item))));
        List<SaleReturn.Part> parts =
                gone.stream().flatMap(one -> one.parts().stream()).toList();
        List<Held> held = Purse.of(bill, ledger).held();
        RefundPlan plan = new RefundPlan(held, zero);
        Map<Optional<CheckId>, Giving> givings = new LinkedHashMap<>();
        for (Optional<CheckId> check : kept.bills()) {
            Money given = keptBefore.getOrDefault(check, zero).minus(kept.of(check));
            if (given.positive()) {
                Giving giving = new Giving(
                        order.header().payable(kept.of(check)),
                        given,
                        plan.here(check, false),
                        plan.here(check, true),
                        rounding(check, before));
                givings.put(check, giving);
                plan.giveBack(check, giving);
            }
        }
        List<RefundPlan.Piece> pieces = plan.pieces(wanted.refunds());
        Money total = givings.values().stream().map(Giving::given).reduce(zero, Money::plus);
        Money unpaid = zero;
        List<SaleReturn.Rounding> roundings = new ArrayList<>();
        for (Map.Entry<Optional<CheckId>, Giving> one : givings.entrySet()) {
            Optional<CheckId> check = one.getKey();
            Giving giving = one.getValue();
            Money otherBack = plan.otherBack(check);
            Money missing = giving.unpaid(otherBack);
            ReviewBalance.unpaidReturned(ledger, check, missing, context.by(), context.at());
            unpaid = unpaid.plus(missing);
            if (!giving.roundingBack(otherBack).zero()) {
                roundings.add(new SaleReturn.Rounding(check, giving.roundingBack(otherBack)));
            }
        }
        order.noteReturned(total, kept.nothing(), context.by(), context.at());
        SaleReturn goods = new SaleReturn(
                new ReturnId(context.ids().next()),
                order.header().id(),
                order.header().progress().returned().messages().returns(),
                gone.stream().map(Kept.Gone::item).toList(),
                parts,
                new SaleReturn.Sums(exact(parts).roundedTo(total), unpaid, roundings),
                context.device(),
                wanted.note(),
                context.settings().businessDate(context.at()),
                Trace.created(context.at(), context.by()));
        List<Refund> refunds = pieces.stream()
                .map(piece -> request(order, ledger, Refund.Cause.of(goods.id()), piece, context))
                .toList();
        goods.goodsBack().forEach(ledger.refunds()::note);
        ReviewBalance.align(bill, ledger, Optional.empty(), context.ids(), context.by(), context.at());
        OrderHeader after = order.header();
        return new Accepted(
                new ReturnEvent.Returned(after, order.lines(), goods, refunds, context.at()),
                booked(after, goods),
                pieces.stream()
                        .filter(RefundPlan.Piece::otherTender)
                        .map(RefundPlan.Piece::amount)
                        .reduce(zero, Money::plus));
    }

    /** What rounding to cash comes to of what is kept of a bill. */
    private Money rounding(Optional<CheckId> check, List<SaleReturn> before) {
        return before.stream()
                .flatMap(goods -> goods.sums().roundings().stream())
                .filter(one -> one.check().equals(check))
                .map(SaleReturn.Rounding::amount)
                .reduce(bill.tally(check).cashRounding(), Money::minus);
    }

    /** The rounding that is taken back is an entry of the day and the till of the return. */
    private List<PaymentEvent.Booked> booked(OrderHeader after, SaleReturn goods) {
        Money rounding = goods.sums().cashRounding();
        return rounding.zero()
                ? List.of()
                : List.of(new PaymentEvent.Booked(
                        after,
                        Optional.empty(),
                        goods.device(),
                        List.of(),
                        new PaymentEvent.Beside(zero, zero, rounding.negate(), List.of()),
                        goods.businessDate(),
                        context.at()));
    }

    /** With the reason as the merchant's list has it. */
    private SaleReturn.Item reasoned(SaleReturn.Item item) {
        return new SaleReturn.Item(
                item.line(),
                item.quantity(),
                item.restock(),
                context.settings().money().reasons().accept(ReasonKind.RETURN, item.reason()));
    }

    private Totals exact(List<SaleReturn.Part> parts) {
        return Share.sum(parts.stream().map(SaleReturn.Part::share).toList(), zero.currency());
    }

    /** Writes a refund down; cash is out of the drawer with it. */
    static Refund request(
            SaleOrder order, PaymentLedger ledger, Refund.Cause cause, RefundPlan.Piece piece, Context context) {
        boolean asked = piece.means().way() == Refund.Way.MQ_PAY;
        return ledger.refunds()
                .put(new Refund(
                        new RefundId(context.ids().next()),
                        order.header().id(),
                        cause,
                        piece.source(),
                        piece.means(),
                        piece.amount(),
                        asked ? order.noteRefundAsked(context.by(), context.at()) : 0,
                        Refund.State.of(
                                piece.means().way() == Refund.Way.CASH
                                        ? Refund.Status.SUCCESS
                                        : Refund.Status.REQUESTED),
                        new Refund.Revised(1, Trace.created(context.at(), context.by()))));
    }
}
