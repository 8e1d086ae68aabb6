package nx.sale.domain.check;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.Recount;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.Sums;
import nx.sale.domain.order.settlement.Balance;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.order.settlement.Tendered;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Internal;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/**
 * All checks of one order, and what is on none of them. An order whose bill is not divided has a bill without checks. Lives under the
 * order's lock.
 */
public final class Bill {
    private final SaleOrder order;
    private final Map<CheckId, SaleCheck> checks = new TreeMap<>();
    private final Set<CheckId> changed = new LinkedHashSet<>();
    private final Set<CheckId> created = new LinkedHashSet<>();
    private final List<SaleCheck> freed = new ArrayList<>();
    private final Tallies tallies;

    private Bill(SaleOrder order, Collection<SaleCheck> checks) {
        this.order = order;
        checks.forEach(check -> this.checks.put(check.id(), check));
        tallies = new Tallies(order, this.checks);
    }

    /**
     * What a bill showed of its money when it was loaded.
     *
     * @param overpaid what came too much, without tips
     */
    public record Before(Tally tally, Money overpaid) {}

    /**
     * The bill of an order.
     *
     * @param checks the live ones
     */
    public static Bill rehydrate(SaleOrder order, Collection<SaleCheck> checks) {
        return new Bill(order, checks);
    }

    /** The bill of an order that has no checks. */
    public static Bill undivided(SaleOrder order) {
        return new Bill(order, List.of());
    }

    /** Rejects with RevisionMismatch unless that check is at this revision. */
    public Bill expect(CheckId id, Optional<Long> revision) {
        long current = require(id).revision();
        if (revision.isPresent() && revision.get() != current) {
            throw new Rejected(new RequestError.RevisionMismatch(current));
        }
        return this;
    }

    /**
     * Divides what is on no check yet. Rejects when nothing is left to divide, or when money was paid on the order as a whole.
     *
     * @param device the till that divides
     */
    public OrderOperation divide(
            Division division, OrderOperation.Context context, Ids ids, Optional<DeviceId> device) {
        order.requireBillDivisible();
        if (paidWhole().positive()) {
            throw new Rejected(new CheckError.PaidWhole(order.header().id(), paidWhole()));
        }
        Rest rest = rest();
        if (rest.nothing()) {
            throw new Rejected(new CheckError.AlreadyDivided(order.header().id()));
        }
        requireSums();
        List<Sums> before = sums();
        int number = checks.values().stream()
                .mapToInt(check -> check.label().number())
                .max()
                .orElse(0);
        for (Divider.Draft draft : Divider.divide(rest, division)) {
            number++;
            SaleCheck check = new SaleCheck(
                    new CheckId(ids.next()),
                    order.header().id(),
                    new SaleCheck.Label(number, draft.name().orElse("Check " + number), draft.customer()),
                    division.mode(),
                    device,
                    SaleCheck.State.initial(context.at(), draft.totals().total().zero()),
                    draft.shares(),
                    new SaleCheck.Balance(
                            draft.totals(),
                            zero(),
                            Tally.of(
                                    order.header().payable(draft.totals().total()),
                                    Tendered.nothing(order.header().currency()))),
                    zero(),
                    1,
                    Trace.created(context.at(), context.by()));
            checks.put(check.id(), check);
            created.add(check.id());
        }
        order.billDivided(true, regrouped(), context.by(), context.at());
        return recorded(OrderOperation.Kind.DIVIDE_BILL, before, context);
    }

    /**
     * Undoes the division: checks on which nothing was paid are removed, what is on them can be divided anew or paid as a whole. Paid
     * checks and written-off ones stay (CHECK-11).
     */
    public OrderOperation rejoin(OrderOperation.Context context) {
        order.requireBillDivisible();
        List<SaleCheck> free =
                checks.values().stream().filter(SaleCheck::freeable).toList();
        if (free.isEmpty()) {
            throw new Rejected(new CheckError.NothingToFree(order.header().id()));
        }
        requireSums();
        List<Sums> before = sums();
        for (SaleCheck check : free) {
            checks.remove(check.id());
            freed.add(check.cancelled("REJOINED", check.trace().touched(context.at(), context.by()), context.at()));
        }
        order.billDivided(!checks.isEmpty(), regrouped(), context.by(), context.at());
        return recorded(OrderOperation.Kind.REJOIN_BILL, before, context);
    }

    /** Dividing pays nothing, but each part is rounded to cash by itself. */
    private SaleOrder.Settlement regrouped() {
        return new SaleOrder.Settlement(
                false, paidLines(), settlementWith(zero()).tally());
    }

    /** Rejects with SumsDiffer unless the order has the sums of its lines, and every check those of its shares. */
    private void requireSums() {
        Recount.of(order.snapshot()).requireAgreement();
        checks.values().forEach(SaleCheck::requireSums);
    }

    /** Gives a check another name or customer, while it waits for money. */
    public SaleCheck label(
            CheckId id, Optional<String> name, Optional<Optional<CustomerId>> customer, Actor by, Instant at) {
        SaleCheck check = requireOpen(id);
        SaleCheck.Label old = check.label();
        return put(check.labelled(
                new SaleCheck.Label(old.number(), name.orElse(old.name()), customer.orElse(old.customer())),
                check.trace().touched(at, by)));
    }

    /** Writes a check off: nobody will pay what is due. Closing the last open one completes the order. Returns the shortfall. */
    public Money writeOff(CheckId id, String reason, Settings settings, Actor by, Instant at) {
        SaleCheck check = requireOpen(id);
        Money shortfall = check.missing();
        put(check.cancelled(reason, check.trace().touched(at, by), at));
        SaleOrder.Settlement settlement = settlementWith(zero());
        if (settlement.settled()) {
            order.closeShort(onCheck(id), settlement, settings, by, at);
        } else {
            order.tallied(settlement, by, at);
        }
        return shortfall;
    }

    /** Cancels what still waits for money, with its order. */
    public void cancelOpen(String reason, Actor by, Instant at) {
        open().toList()
                .forEach(check -> put(check.cancelled(reason, check.trace().touched(at, by), at)));
    }

    /** Whether money for this check counts; otherwise it is late. */
    public boolean takesMoney(CheckId id) {
        return order.takesMoney() && require(id).status() != CheckStatus.CANCELLED;
    }

    /** Whether money for the order as a whole counts: only while something is on no check. */
    public boolean takesMoneyWhole() {
        return order.takesMoney() && (checks.isEmpty() || !rest().nothing());
    }

    /**
     * Counts money on a check, or on the order as a whole, and with it on the order. A step of posting a payment, which also keeps the
     * ledger and the reviews: call {@code PaymentPosting.post}.
     *
     * @param purpose the check; empty for the order as a whole
     * @param receipt the payment it came by, when it is known
     */
    @Internal
    public void receive(
            Optional<CheckId> purpose,
            Money amount,
            Optional<OrderEvent.Receipt> receipt,
            Settings settings,
            Actor by,
            Instant at) {
        purpose.map(this::require).ifPresent(check -> put(tallies.receiving(check, amount, by, at)));
        order.receive(
                new SaleOrder.Incoming(amount, receipt, purpose.map(this::onCheck)),
                this::settlementWith,
                settings,
                by,
                at);
    }

    /**
     * What the ledger knows of the money of each bill: the checks, and the order as a whole. A step of posting a payment: call {@code
     * PaymentPosting.post}.
     */
    @Internal
    public void report(Map<Optional<CheckId>, Tendered> reported) {
        tallies.report(reported);
        Optional.ofNullable(reported.get(Optional.<CheckId>empty())).ifPresent(order::report);
    }

    /**
     * Brings what checks and order show of their money in line with what the ledger knows; a tender that became known may settle a check. A
     * step of posting a payment: call {@code PaymentPosting.post}.
     */
    @Internal
    public void tallied(Actor by, Instant at) {
        checks().forEach(check -> tallies.again(check, by, at).ifPresent(this::put));
        order.tallied(settlementWith(zero()), by, at);
    }

    /** What a check, or the order as a whole, showed of its money when it was loaded. */
    public Before before(Optional<CheckId> purpose) {
        return tallies.before(purpose);
    }

    /** What a check, or the order as a whole, shows of its money. */
    public Tally tally(Optional<CheckId> purpose) {
        return tallies.stored(purpose);
    }

    /** What a check asks for, or what is on none of them. */
    public Money total(Optional<CheckId> purpose) {
        return tallies.payable(purpose).total();
    }

    /** Where a check is with its money, or the order as a whole. */
    public Balance balance(Optional<CheckId> purpose) {
        return tallies.balance(purpose, paid(purpose));
    }

    /** What was paid on a check, or on the order as a whole. */
    public Money paid(Optional<CheckId> purpose) {
        return purpose.map(id -> require(id).paid()).orElseGet(this::paidWhole);
    }

    /** The till that divided the bill, or that checked out, or whose order it is (SHIFT-12). */
    public Optional<DeviceId> drawer(Optional<CheckId> purpose) {
        return purpose.flatMap(id -> require(id).device())
                .or(() -> order.header().drawer());
    }

    /**
     * Notes money that came too late for a check, or for the order as a whole: it does not count as paid. A step of posting a payment:
     * call {@code PaymentPosting.post}.
     */
    @Internal
    public void noteLate(Optional<CheckId> purpose, Money amount, Actor by, Instant at) {
        purpose.map(this::require)
                .ifPresent(check -> put(check.noting(amount, check.trace().touched(at, by))));
        order.noteLate(amount, by, at);
    }

    /**
     * Takes money back that turned out to be for another check: surplus and late money only, so that nothing is due again. A step of
     * posting a payment: call {@code PaymentPosting.post}.
     *
     * @param ofPaid how much of it counted as paid
     */
    @Internal
    public void takeBack(Optional<CheckId> purpose, Money ofPaid, Money amount, Actor by, Instant at) {
        purpose.map(this::require)
                .ifPresent(
                        check -> put(check.without(ofPaid, amount, check.trace().touched(at, by))));
        order.takeBack(ofPaid, amount, by, at);
    }

    private SaleCheck put(SaleCheck check) {
        checks.put(check.id(), check);
        changed.add(check.id());
        return check;
    }

    /**
     * The settlement of the bill with this amount more paid on the order as a whole; what came in on checks has been counted already.
     *
     * @param more not negative
     */
    public SaleOrder.Settlement settlementWith(Money more) {
        if (checks.isEmpty()) {
            return order.settlementWith(more);
        }
        Optional<CheckId> whole = Optional.empty();
        Money paid = paidWhole().plus(more);
        boolean settled =
                tallies.balance(whole, paid).settled() && open().findAny().isEmpty();
        return new SaleOrder.Settlement(
                settled,
                settled ? order.lines().stream().map(Line::id).toList() : paidLines(),
                checks.values().stream().map(SaleCheck::tally).reduce(tallies.of(whole, paid), Tally::plus));
    }

    /** All money that ever arrived, for the order as a whole and then for each live check. */
    public Map<Optional<CheckId>, Money> counted() {
        Map<Optional<CheckId>, Money> counted = new LinkedHashMap<>();
        counted.put(Optional.empty(), receivedWhole());
        checks.values().forEach(check -> counted.put(Optional.of(check.id()), check.received()));
        return counted;
    }

    /** What was paid on the order as a whole, on no check. */
    public Money paidWhole() {
        return checks.values().stream()
                .map(SaleCheck::paid)
                .reduce(order.header().progress().paid(), Money::minus);
    }

    /** All money that ever arrived for the order as a whole. */
    public Money receivedWhole() {
        return checks.values().stream()
                .map(SaleCheck::received)
                .reduce(order.header().progress().received(), Money::minus);
    }

    /** What others must know of a check when money arrived on it. */
    public OrderEvent.OnCheck onCheck(CheckId id) {
        SaleCheck check = require(id);
        return new OrderEvent.OnCheck(
                id,
                check.totals().total(),
                check.paid(),
                check.tally().cashRounding(),
                check.tally().tip());
    }

    private Stream<SaleCheck> open() {
        return checks.values().stream().filter(check -> check.status().open());
    }

    /** The lines that lie wholly on completed checks. */
    private List<LineId> paidLines() {
        Map<LineId, BigDecimal> covered = new HashMap<>();
        checks.values().stream()
                .filter(check -> check.status() == CheckStatus.COMPLETED)
                .flatMap(check -> check.shares().stream())
                .forEach(share -> covered.merge(share.line(), share.quantity().value(), BigDecimal::add));
        return order.lines().stream()
                .filter(line -> covered.containsKey(line.id())
                        && Objects.requireNonNull(covered.get(line.id()))
                                        .compareTo(line.quantity().value())
                                >= 0)
                .map(Line::id)
                .toList();
    }

    Rest rest() {
        return Rest.of(order.snapshot(), checks.values());
    }

    /** The checks, and last what is on none of them. */
    private List<Sums> sums() {
        List<Sums> sums = new ArrayList<>();
        checks.values().forEach(check -> sums.add(new Sums(check.order(), Optional.of(check.id()), check.totals())));
        sums.add(new Sums(order.header().id(), Optional.empty(), rest().totals()));
        return sums;
    }

    /** Records it. The total is conserved too: unlike orders, checks share out one rounded total. */
    private OrderOperation recorded(OrderOperation.Kind kind, List<Sums> before, OrderOperation.Context context) {
        List<Sums> after = sums();
        if (!total(before).equals(total(after))) {
            throw new IllegalStateException(kind + " would not conserve the total");
        }
        return OrderOperation.recorded(
                new OrderOperation.Details(
                        kind,
                        order.header().merchant(),
                        order.header().id(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                before,
                after,
                context);
    }

    private Money total(List<Sums> sums) {
        return sums.stream().map(sum -> sum.totals().total()).reduce(zero(), Money::plus);
    }

    /** The order whose bill it is. */
    public SaleOrder order() {
        return order;
    }

    private Money zero() {
        return Money.zero(order.header().currency());
    }

    /** Rejects a check that is not on this bill. */
    public SaleCheck require(CheckId id) {
        SaleCheck check = checks.get(id);
        if (check == null) {
            throw new Rejected(new CheckError.NotFound(id));
        }
        return check;
    }

    private SaleCheck requireOpen(CheckId id) {
        SaleCheck check = require(id);
        if (!check.status().open()) {
            throw new Rejected(new CheckError.NotAllowed(id, check.status()));
        }
        return check;
    }

    /** Whether this is a live check of the order; one that was freed is not. */
    public boolean has(CheckId id) {
        return checks.containsKey(id);
    }

    /** The ids of the live checks. */
    public Set<CheckId> live() {
        return Set.copyOf(checks.keySet());
    }

    /** The live checks, by id. */
    public List<SaleCheck> checks() {
        return List.copyOf(checks.values());
    }

    /** What storage must write. */
    public record Changes(SaleOrder order, List<SaleCheck> created, List<SaleCheck> changed, List<SaleCheck> freed) {}

    public Changes changes() {
        return new Changes(
                order,
                created.stream().map(this::require).toList(),
                changed.stream()
                        .filter(id -> !created.contains(id))
                        .map(this::require)
                        .toList(),
                List.copyOf(freed));
    }
}
