package nx.sale.domain.fake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.check.Share;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.charge.Charge;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.report.Report;
import nx.sale.domain.report.SalesExceptions;
import nx.sale.domain.report.TradingDays;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/** The report of exceptions, counted over what the other fakes have. */
public final class InMemorySalesExceptions implements SalesExceptions {
    private final InMemoryOrders orders;
    private final InMemoryKitchens kitchens;
    private final InMemoryShifts shifts;
    private final InMemoryReturns returns;
    private final InMemoryOutbox audit;

    public InMemorySalesExceptions(
            InMemoryOrders orders,
            InMemoryKitchens kitchens,
            InMemoryShifts shifts,
            InMemoryReturns returns,
            InMemoryOutbox audit) {
        this.orders = orders;
        this.kitchens = kitchens;
        this.shifts = shifts;
        this.returns = returns;
        this.audit = audit;
    }

    /** One deed; {@code of} tells it from others of the same kind. */
    private record Deed(Key key, Object of, BigDecimal amount) {}

    private record Key(
            Deeds.Kind kind,
            String person,
            Optional<String> approver,
            Optional<String> reason,
            CurrencyCode currency) {}

    @Override
    public Report<Deeds> list(MerchantId merchant, TradingDays days, Instant begins, Instant ends) {
        List<InMemoryOutbox.Recorded> noted = audit.audit().stream()
                .filter(recorded -> recorded.entry().merchant().equals(merchant))
                .filter(recorded -> !recorded.entry().at().isBefore(begins)
                        && recorded.entry().at().isBefore(ends))
                .toList();
        List<Deed> deeds = new ArrayList<>(
                noted.stream().flatMap(recorded -> deed(recorded, noted)).toList());
        orders.all()
                .filter(order -> order.merchant().equals(merchant) && order.status() == OrderStatus.COMPLETED)
                .filter(order -> order.state()
                        .businessDate()
                        .filter(day -> !day.isBefore(days.from()) && !day.isAfter(days.to()))
                        .isPresent())
                .map(order -> orders.find(merchant, order.id()).orElseThrow())
                .forEach(order -> deeds.addAll(given(order)));
        Map<Key, List<Deed>> rows =
                deeds.stream().collect(Collectors.groupingBy(Deed::key, LinkedHashMap::new, Collectors.toList()));
        return new Report<>(
                rows.entrySet().stream()
                        .map(row -> row(row.getKey(), row.getValue()))
                        .sorted(Comparator.comparing(Deeds::amount).reversed())
                        .toList(),
                ends);
    }

    private static Deeds row(Key key, List<Deed> deeds) {
        return new Deeds(
                key.kind(),
                key.person(),
                key.approver(),
                key.reason(),
                key.currency(),
                deeds.stream().map(Deed::of).distinct().count(),
                deeds.stream().map(Deed::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private Stream<Deed> deed(InMemoryOutbox.Recorded recorded, List<InMemoryOutbox.Recorded> noted) {
        return switch (recorded.entry().action()) {
            case CANCELLED -> deed(recorded, noted, Deeds.Kind.CANCELLATION);
            case CHECK_WRITTEN_OFF -> deed(recorded, noted, Deeds.Kind.WRITE_OFF);
            case COMPLETED_BY_HAND -> deed(recorded, noted, Deeds.Kind.COMPLETED_BY_HAND);
            case NO_SALE -> deed(recorded, noted, Deeds.Kind.NO_SALE);
            case RETURNED -> deed(recorded, noted, Deeds.Kind.RETURN).flatMap(this::byItem);
            case KITCHEN_ITEM_VOIDED ->
                together(recorded, noted, AuditAction.CANCELLED).findAny().isPresent()
                        ? Stream.empty()
                        : deed(recorded, noted, Deeds.Kind.VOID);
            case ITEMS_CHANGED, ITEMS_REMOVED ->
                recorded.entry().reason().isEmpty()
                                || detail(recorded, "served").equals(Optional.of("0"))
                        ? Stream.empty()
                        : deed(recorded, noted, Deeds.Kind.REMOVED_SERVED);
            default -> Stream.empty();
        };
    }

    private Stream<Deed> deed(InMemoryOutbox.Recorded recorded, List<InMemoryOutbox.Recorded> noted, Deeds.Kind kind) {
        Optional<String> approver = together(recorded, noted, AuditAction.APPROVED)
                .map(approved -> detail(approved, "approver").orElseThrow())
                .distinct()
                .sorted()
                .reduce((one, more) -> one + " " + more);
        return Stream.of(new Deed(
                new Key(
                        kind,
                        recorded.origin().actor().label(),
                        approver,
                        recorded.entry().reason(),
                        currency(recorded.entry())),
                recorded,
                amount(recorded, kind)));
    }

    /** The same for each item of the return, whose reason is its own. */
    private Stream<Deed> byItem(Deed returned) {
        InMemoryOutbox.Recorded recorded = (InMemoryOutbox.Recorded) returned.of();
        SaleReturn goods = returns.findReturn(
                        recorded.entry().merchant(),
                        new ReturnId(Long.parseLong(detail(recorded, "returnId").orElseThrow())))
                .orElseThrow();
        Money rounding = goods.sums().totals().rounding();
        List<Deed> deeds = new ArrayList<>();
        for (SaleReturn.Part part : goods.parts()) {
            Money exact =
                    Share.sum(List.of(part.share()), returned.key().currency()).exact();
            Optional<String> reason = goods.items().stream()
                    .filter(item -> item.line().equals(part.share().line()))
                    .findFirst()
                    .flatMap(SaleReturn.Item::reason);
            Key key = returned.key();
            deeds.add(new Deed(
                    new Key(key.kind(), key.person(), key.approver(), reason, key.currency()),
                    recorded,
                    (deeds.isEmpty() ? exact.plus(rounding) : exact).amount()));
        }
        return deeds.stream();
    }

    /** The entries of an action that came with this one. */
    private static Stream<InMemoryOutbox.Recorded> together(
            InMemoryOutbox.Recorded recorded, List<InMemoryOutbox.Recorded> noted, AuditAction action) {
        return noted.stream()
                .filter(other -> other.entry().action() == action)
                .filter(other -> other.entry().order().equals(recorded.entry().order())
                        && other.entry().at().equals(recorded.entry().at())
                        && other.origin().requestId().equals(recorded.origin().requestId()));
    }

    private static Optional<String> detail(InMemoryOutbox.Recorded recorded, String name) {
        return Optional.ofNullable(recorded.entry().details().get(name));
    }

    private CurrencyCode currency(AuditTrail.Entry entry) {
        return entry.order()
                .flatMap(order -> orders.findHeader(entry.merchant(), order))
                .map(OrderHeader::currency)
                .orElseGet(() -> shifts.find(
                                entry.merchant(),
                                new SessionId(Long.parseLong(entry.details().get("posSessionId"))))
                        .orElseThrow()
                        .currency());
    }

    private BigDecimal amount(InMemoryOutbox.Recorded recorded, Deeds.Kind kind) {
        AuditTrail.Entry entry = recorded.entry();
        return switch (kind) {
            case CANCELLATION ->
                orders.findHeader(entry.merchant(), entry.order().orElseThrow())
                        .orElseThrow()
                        .totals()
                        .total()
                        .amount();
            case WRITE_OFF -> number(recorded, "shortfall");
            case COMPLETED_BY_HAND -> number(recorded, "due");
            case REMOVED_SERVED -> number(recorded, "servedAmount");
            case VOID -> voided(entry);
            case RETURN, NO_SALE, COMP, DISCOUNT, WAIVED_CHARGE -> BigDecimal.ZERO;
        };
    }

    private static BigDecimal number(InMemoryOutbox.Recorded recorded, String name) {
        return detail(recorded, name).map(BigDecimal::new).orElse(BigDecimal.ZERO);
    }

    private BigDecimal voided(AuditTrail.Entry entry) {
        return kitchens.item(new TicketItemId(Long.parseLong(entry.details().get("kitchenTicketItemId"))))
                .flatMap(item -> orders.find(entry.merchant(), item.order()).stream()
                        .flatMap(order -> order.lines().stream())
                        .filter(line -> line.id().equals(item.line()))
                        .map(line -> line.prices().base().times(item.quantity()).amount())
                        .findFirst())
                .orElse(BigDecimal.ZERO);
    }

    private static List<Deed> given(OrderSnapshot order) {
        List<Deed> deeds = new ArrayList<>();
        Map<AdjustmentId, Money> taken = order.taken();
        Stream.concat(
                        order.header().discounts().adjustments().stream(),
                        order.lines().stream().map(Line::discounts).flatMap(own -> own.adjustments().stream()))
                .filter(adjustment -> adjustment.effect().kind() != Adjustment.Kind.CODE)
                .forEach(adjustment -> deeds.add(new Deed(
                        key(order, adjustment),
                        order.header().id(),
                        taken.get(adjustment.id()).amount())));
        order.header().charges().all().stream()
                .filter(Charge::waived)
                .forEach(charge -> deeds.add(new Deed(
                        new Key(
                                Deeds.Kind.WAIVED_CHARGE,
                                charge.waiver().orElseThrow().by(),
                                Optional.empty(),
                                Optional.of(charge.waiver().orElseThrow().reason()),
                                order.header().currency()),
                        order.header().id(),
                        wouldBe(charge))));
        return deeds;
    }

    private static Key key(OrderSnapshot order, Adjustment adjustment) {
        Adjustment.Grounds grounds = adjustment.grounds();
        return new Key(
                adjustment.effect().kind() == Adjustment.Kind.COMP ? Deeds.Kind.COMP : Deeds.Kind.DISCOUNT,
                grounds.by(),
                adjustment.allowedBy(),
                grounds.reasonCode().or(grounds::note),
                order.header().currency());
    }

    private static BigDecimal wouldBe(Charge charge) {
        if (charge.base().zero()) {
            return BigDecimal.ZERO;
        }
        return switch (charge.terms().kind()) {
            case AMOUNT -> charge.terms().value();
            case PERCENT -> charge.base().percent(charge.terms().value()).amount();
        };
    }
}
