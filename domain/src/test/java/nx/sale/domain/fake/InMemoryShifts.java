package nx.sale.domain.fake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.Takings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.Enrolment;
import nx.sale.domain.shift.OpenOrders;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ReturnBooking;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.ShiftFields;
import nx.sale.domain.shift.ShiftFigures;
import nx.sale.domain.shift.ShiftReading;
import nx.sale.domain.shift.ShiftViews;
import nx.sale.domain.shift.Shifts;
import nx.sale.domain.shift.Till;
import nx.sale.domain.shift.TillBooking;
import nx.sale.domain.shift.ZReport;

/** Shifts in memory. */
public final class InMemoryShifts implements Shifts, ShiftViews {
    /** A booking, and the shift it is in; none while it is held. */
    private record Kept(TillBooking booking, Optional<SessionId> session, boolean carried) {}

    /** What a return brought, and the shift it is in; none while it is held. */
    private record KeptReturn(ReturnBooking booking, Optional<SessionId> session, boolean carried) {}

    private static final Set<OrderStatus> OPEN = Set.of(OrderStatus.DRAFT, OrderStatus.PROCESSING, OrderStatus.PARTIAL);

    private final InMemoryStore store;
    private final InMemoryOrders orders;
    private final InMemoryListing<PosSession> listing = new InMemoryListing<>(ShiftFields.ALL, this::of);

    public InMemoryShifts(InMemoryStore store, InMemoryOrders orders) {
        this.store = store;
        this.orders = orders;
    }

    private <T> List<T> all(String table) {
        return store.get(table, List.<T>of());
    }

    private Stream<PosSession> of(MerchantId merchant) {
        return this.<PosSession>all("sessions").stream()
                .filter(session -> session.merchant().equals(merchant));
    }

    private <T> void put(String table, T row) {
        List<T> rows = new ArrayList<>(this.<T>all(table));
        rows.add(row);
        store.put(table, rows);
    }

    @Override
    public Optional<SessionId> lockOpen(Tx tx, MerchantId merchant, DeviceId device) {
        tx.rank(LockRank.SHIFT);
        return findOpen(merchant, device).map(PosSession::id);
    }

    @Override
    public PosSession lock(Tx tx, MerchantId merchant, SessionId id) {
        tx.rank(LockRank.SHIFT);
        return find(merchant, id).orElseThrow(() -> new Rejected(new ShiftError.NotFound(id)));
    }

    private static String till(MerchantId merchant, DeviceId device) {
        return "till/" + merchant + "/" + device;
    }

    @Override
    public Till lockTill(Tx tx, MerchantId merchant, DeviceId device) {
        tx.rank(LockRank.TILL);
        Till till = store.get(till(merchant, device), Till.fresh(merchant, device));
        store.put(till(merchant, device), till);
        return till;
    }

    @Override
    public Books lockBooks(Tx tx, PosSession.Open session) {
        return new Books(
                lockTill(tx, session.merchant(), session.place().device()), figures(session.id()), openOrders(session));
    }

    @Override
    public void add(Tx tx, PosSession.Open session, Till opened) {
        put("sessions", session);
        store.put(till(opened.merchant(), opened.device()), opened);
        store.put(
                "bookings",
                this.<Kept>all("bookings").stream()
                        .map(kept -> kept.session().isEmpty()
                                        && kept.booking()
                                                .drawer()
                                                .equals(session.place().device())
                                ? new Kept(kept.booking(), Optional.of(session.id()), true)
                                : kept)
                        .toList());
        List<KeptReturn> returns = new ArrayList<>();
        for (KeptReturn kept : this.<KeptReturn>all("returned")) {
            boolean held = kept.session().isEmpty()
                    && kept.booking().drawer().equals(session.place().device());
            returns.add(held ? new KeptReturn(kept.booking(), Optional.of(session.id()), true) : kept);
            if (held) {
                move(kept.booking(), session.id());
            }
        }
        store.put("returned", List.copyOf(returns));
    }

    private void move(ReturnBooking booking, SessionId session) {
        booking.entries().stream()
                .filter(ReturnBooking.Entry::cash)
                .map(ReturnBooking.Entry::refund)
                .forEach(refund -> put(
                        "movements",
                        new CashMovement(
                                new MovementId(refund.id().value()),
                                session,
                                CashMovement.Kind.REFUND,
                                refund.amount(),
                                "RETURN",
                                Optional.empty(),
                                CashMovement.Cause.of(refund.id()),
                                refund.trace().createdBy(),
                                refund.trace().createdAt())));
    }

    @Override
    public void addBooking(Tx tx, ReturnBooking booking) {
        tx.rank(LockRank.TILL);
        Optional<Till> till = Optional.ofNullable(store.get(till(booking.order().merchant(), booking.drawer()), null));
        till.ifPresent(known -> {
            put("returned", new KeptReturn(booking, known.open(), false));
            known.open().ifPresent(session -> move(booking, session));
        });
    }

    @Override
    public void update(Tx tx, PosSession.Open session) {
        replace(session);
    }

    private void replace(PosSession session) {
        store.put(
                "sessions",
                this.<PosSession>all("sessions").stream()
                        .map(known -> known.id().equals(session.id()) ? session : known)
                        .toList());
    }

    @Override
    public void update(Tx tx, PosSession.Closed closed, ZReport z, Till after) {
        replace(closed);
        put("reports", z);
        store.put(till(after.merchant(), after.device()), after);
        leave(closed.id(), Optional.empty(), z.at());
    }

    @Override
    public RecordedMovement readMovement(Tx tx, PosSession.Open session, MovementId id) {
        CashMovement found = listMovements(session.merchant(), session.id()).stream()
                .filter(movement -> movement.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Rejected(new ShiftError.MovementNotFound(id)));
        boolean reversed = this.<CashMovement>all("movements").stream()
                .anyMatch(movement -> movement.reverses().filter(id::equals).isPresent());
        return new RecordedMovement(found, reversed);
    }

    @Override
    public void addMovement(Tx tx, MerchantId merchant, CashMovement movement) {
        put("movements", movement);
    }

    private static String staff(SessionId session) {
        return "staff/" + session;
    }

    @Override
    public void addEnrolment(Tx tx, PosSession.Open session, String userId, Origin origin, Instant at) {
        boolean there = listEnrolments(session.merchant(), session.id()).stream()
                .anyMatch(enrolment ->
                        enrolment.userId().equals(userId) && enrolment.leftAt().isEmpty());
        if (!there) {
            put(staff(session.id()), new Enrolment(userId, at, origin.actor().label(), Optional.empty()));
        }
    }

    @Override
    public void removeEnrolment(Tx tx, PosSession.Open session, String userId, Instant at) {
        if (!leave(session.id(), Optional.of(userId), at)) {
            throw new Rejected(new ShiftError.NotEnrolled(userId));
        }
    }

    private boolean leave(SessionId session, Optional<String> userId, Instant at) {
        boolean[] left = new boolean[1];
        store.put(
                staff(session),
                this.<Enrolment>all(staff(session)).stream()
                        .map(enrolment -> {
                            if (enrolment.leftAt().isPresent()
                                    || userId.filter(user -> !user.equals(enrolment.userId()))
                                            .isPresent()) {
                                return enrolment;
                            }
                            left[0] = true;
                            return new Enrolment(
                                    enrolment.userId(),
                                    enrolment.enrolledAt(),
                                    enrolment.enrolledBy(),
                                    Optional.of(at));
                        })
                        .toList());
        return left[0];
    }

    @Override
    public void addBooking(Tx tx, TillBooking booking) {
        tx.rank(LockRank.TILL);
        Optional<Till> till = Optional.ofNullable(store.get(till(booking.merchant(), booking.drawer()), null));
        till.ifPresent(known -> put("bookings", new Kept(booking, known.open(), false)));
    }

    @Override
    public Optional<SessionId> readClosed(Tx tx, MerchantId merchant, DeviceId drawer, OrderId order, Instant paidAt) {
        return this.<Kept>all("bookings").stream()
                .filter(kept -> kept.booking().order().equals(order)
                        && kept.booking().drawer().equals(drawer)
                        && !kept.booking().takings().isEmpty()
                        && kept.booking().at().equals(paidAt))
                .flatMap(kept -> kept.session().stream())
                .filter(session -> find(merchant, session)
                        .filter(PosSession.Closed.class::isInstance)
                        .isPresent())
                .findFirst();
    }

    private OpenOrders openOrders(PosSession session) {
        record Key(OrderStatus status, CurrencyCode currency) {}
        Map<Key, List<OrderHeader>> open = orders.all()
                .filter(order -> order.merchant().equals(session.merchant())
                        && order.drawer().equals(Optional.of(session.place().device())))
                .filter(order -> OPEN.contains(order.status()))
                .collect(Collectors.groupingBy(order -> new Key(order.status(), order.currency())));
        return new OpenOrders(open.entrySet().stream()
                .map(group -> new OpenOrders.Sum(
                        group.getKey().status(),
                        group.getKey().currency(),
                        group.getValue().size(),
                        sum(group.getValue(), order -> order.totals().total()),
                        sum(group.getValue(), order -> order.progress().paid())))
                .sorted(Comparator.comparing(OpenOrders.Sum::status))
                .toList());
    }

    private static BigDecimal sum(List<OrderHeader> orders, Function<OrderHeader, Money> amount) {
        return orders.stream().map(amount.andThen(Money::amount)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private ShiftFigures figures(SessionId session) {
        List<Kept> kept = this.<Kept>all("bookings").stream()
                .filter(booking -> booking.session().filter(session::equals).isPresent())
                .toList();
        record Key(Optional<Tender> tender, CurrencyCode currency) {}
        Map<Key, ShiftFigures.TenderSum> tenders = new LinkedHashMap<>();
        Map<CurrencyCode, ShiftFigures.SalesSum> sales = new LinkedHashMap<>();
        for (Kept one : kept) {
            TillBooking booking = one.booking();
            CurrencyCode currency = booking.beside().late().currency();
            for (Takings.Change change : booking.takings()) {
                tenders.merge(
                        new Key(change.tender(), currency),
                        new ShiftFigures.TenderSum(
                                change.tender(),
                                currency,
                                change.payments(),
                                change.amount().amount(),
                                one.carried() ? change.amount().amount() : BigDecimal.ZERO),
                        (a, b) -> new ShiftFigures.TenderSum(
                                a.tender(),
                                currency,
                                a.payments() + b.payments(),
                                a.amount().add(b.amount()),
                                a.carried().add(b.carried())));
            }
            sales.merge(currency, sales(booking, one.carried()), InMemoryShifts::sum);
        }
        return new ShiftFigures(
                List.copyOf(tenders.values()),
                List.copyOf(sales.values()),
                tips(kept),
                refunds(session),
                returns(session));
    }

    private static List<ShiftFigures.TipSum> tips(List<Kept> kept) {
        record Key(Optional<Tender> tender, String user, CurrencyCode currency) {}
        Map<Key, BigDecimal> sums = new LinkedHashMap<>();
        kept.forEach(one -> one.booking()
                .beside()
                .tips()
                .forEach(change -> sums.merge(
                        new Key(change.tender(), change.user(), change.amount().currency()),
                        change.amount().amount(),
                        BigDecimal::add)));
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().signum() != 0)
                .map(sum -> new ShiftFigures.TipSum(
                        sum.getKey().tender(), sum.getKey().user(), sum.getKey().currency(), sum.getValue()))
                .sorted(Comparator.comparing(
                                (ShiftFigures.TipSum sum) -> sum.currency().value())
                        .thenComparing(sum -> ShiftReading.name(sum.tender()))
                        .thenComparing(ShiftFigures.TipSum::user))
                .toList();
    }

    private Stream<KeptReturn> returned(SessionId session) {
        return this.<KeptReturn>all("returned").stream()
                .filter(kept -> kept.session().filter(session::equals).isPresent());
    }

    private List<ShiftFigures.RefundSum> refunds(SessionId session) {
        record Key(Tender tender, CurrencyCode currency) {}
        Map<Key, ShiftFigures.RefundSum> sums = new LinkedHashMap<>();
        returned(session)
                .forEach(kept -> kept.booking().entries().forEach(entry -> {
                    BigDecimal amount = entry.amount().amount();
                    Key key = new Key(
                            entry.refund().means().tender(), entry.amount().currency());
                    sums.merge(
                            key,
                            new ShiftFigures.RefundSum(
                                    key.tender(),
                                    key.currency(),
                                    entry.count(),
                                    amount,
                                    kept.carried() ? amount : BigDecimal.ZERO),
                            (a, b) -> new ShiftFigures.RefundSum(
                                    key.tender(),
                                    key.currency(),
                                    a.refunds() + b.refunds(),
                                    a.amount().add(b.amount()),
                                    a.carried().add(b.carried())));
                }));
        return sums.values().stream()
                .filter(sum -> sum.refunds() != 0 || sum.amount().signum() != 0)
                .sorted(Comparator.comparing(ShiftFigures.RefundSum::tender))
                .toList();
    }

    private List<ShiftFigures.ReturnSum> returns(SessionId session) {
        Map<CurrencyCode, ShiftFigures.ReturnSum> sums = new LinkedHashMap<>();
        returned(session)
                .flatMap(kept -> kept.booking().total().stream())
                .forEach(total -> sums.merge(
                        total.currency(),
                        new ShiftFigures.ReturnSum(total.currency(), 1, total.amount()),
                        (a, b) -> new ShiftFigures.ReturnSum(
                                a.currency(),
                                a.returns() + b.returns(),
                                a.total().add(b.total()))));
        return List.copyOf(sums.values());
    }

    private static ShiftFigures.SalesSum sales(TillBooking booking, boolean carried) {
        Optional<TillBooking.Sale> completed =
                booking.sale().filter(sale -> sale.outcome() == TillBooking.Outcome.COMPLETED);
        Optional<TillBooking.Sale> cancelled =
                booking.sale().filter(sale -> sale.outcome() == TillBooking.Outcome.CANCELLED);
        return new ShiftFigures.SalesSum(
                booking.beside().late().currency(),
                completed.isPresent() ? 1 : 0,
                completed.isPresent() && carried ? 1 : 0,
                completed.map(sale -> sale.totals().subtotal().amount()).orElse(BigDecimal.ZERO),
                completed.map(sale -> sale.totals().discount().amount()).orElse(BigDecimal.ZERO),
                completed.map(sale -> sale.totals().charge().amount()).orElse(BigDecimal.ZERO),
                completed.map(sale -> sale.totals().tax().amount()).orElse(BigDecimal.ZERO),
                completed.map(sale -> sale.totals().rounding().amount()).orElse(BigDecimal.ZERO),
                completed.map(sale -> sale.totals().total().amount()).orElse(BigDecimal.ZERO),
                cancelled.isPresent() ? 1 : 0,
                cancelled.map(sale -> sale.totals().total().amount()).orElse(BigDecimal.ZERO),
                booking.beside().late().amount(),
                booking.beside().over().amount(),
                booking.beside().cashRounding().amount());
    }

    private static ShiftFigures.SalesSum sum(ShiftFigures.SalesSum a, ShiftFigures.SalesSum b) {
        return new ShiftFigures.SalesSum(
                a.currency(),
                a.orders() + b.orders(),
                a.carriedOrders() + b.carriedOrders(),
                a.subtotal().add(b.subtotal()),
                a.discount().add(b.discount()),
                a.charge().add(b.charge()),
                a.tax().add(b.tax()),
                a.rounding().add(b.rounding()),
                a.total().add(b.total()),
                a.cancelledOrders() + b.cancelledOrders(),
                a.cancelledTotal().add(b.cancelledTotal()),
                a.late().add(b.late()),
                a.over().add(b.over()),
                a.cashRounding().add(b.cashRounding()));
    }

    @Override
    public Optional<PosSession> find(MerchantId merchant, SessionId id) {
        return this.<PosSession>all("sessions").stream()
                .filter(session -> session.id().equals(id) && session.merchant().equals(merchant))
                .findFirst();
    }

    @Override
    public Optional<PosSession.Open> findOpen(MerchantId merchant, DeviceId device) {
        return this.<PosSession>all("sessions").stream()
                .filter(session -> session.merchant().equals(merchant)
                        && session.place().device().equals(device))
                .filter(PosSession.Open.class::isInstance)
                .map(PosSession.Open.class::cast)
                .findFirst();
    }

    @Override
    public List<CashMovement> listMovements(MerchantId merchant, SessionId session) {
        return this.<CashMovement>all("movements").stream()
                .filter(movement -> movement.session().equals(session))
                .toList();
    }

    @Override
    public List<Enrolment> listEnrolments(MerchantId merchant, SessionId session) {
        return all(staff(session));
    }

    @Override
    public Optional<ShiftReading> findReading(MerchantId merchant, SessionId session, Instant at) {
        return find(merchant, session).map(found -> new ShiftReading(found, figures(session), openOrders(found), at));
    }

    @Override
    public Optional<ZReport> findZ(MerchantId merchant, SessionId session) {
        return this.<ZReport>all("reports").stream()
                .filter(z -> z.session().equals(session))
                .findFirst();
    }

    @Override
    public List<PosSession> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }
}
