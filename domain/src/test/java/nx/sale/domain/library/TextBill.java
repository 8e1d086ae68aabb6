package nx.sale.domain.library;

import static nx.sale.domain.fixture.TestOrders.GROUNDS;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.TERMS;
import static nx.sale.domain.fixture.TestOrders.VIET_NAM;
import static nx.sale.domain.fixture.TestOrders.WAITER;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.charge.Charge;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** A case of {@code nx.sale.fractions.ByFractions} as an order of the service: the same text, the same columns. */
final class TextBill {
    private static final String WAIVED = " waived";

    private final Ids ids = TestOrders.ids(1_000);
    private final CurrencyCode currency;
    private final Map<String, LineId> names = new LinkedHashMap<>();
    private final List<AdjustmentId> given = new ArrayList<>();
    private final SaleOrder order;

    private TextBill(String text) {
        String[] parts = text.split("\\|", -1);
        currency = new CurrencyCode(parts[0].trim());
        Cart.Opening usual = TestOrders.opening(1);
        Cart cart = Cart.open(
                new Cart.Opening(
                        new OrderId(1),
                        usual.place(),
                        currency,
                        usual.exchangeRate(),
                        Optional.empty(),
                        charges(list(parts[4])),
                        Cart.Description.NONE),
                VIET_NAM,
                WAITER,
                NOON);
        for (String item : list(parts[1])) {
            List<String> words = List.of(item.split("[ x]"));
            cart.add(List.of(draft(words)), TestMenus.menu(), ids, WAITER, NOON);
            names.put(
                    words.getFirst(),
                    cart.touched().stream()
                            .filter(line -> line.lead().isEmpty())
                            .toList()
                            .getLast()
                            .id());
        }
        list(parts[2]).forEach(one -> give(cart, one.split(" -| ")));
        List<String> terms = list(parts[4]);
        for (int place = 0; place < terms.size(); place++) {
            if (terms.get(place).endsWith(WAIVED)) {
                String code = "C" + place;
                cart.charge(charges -> charges.waived(code, new Charge.Waiver("slow", "user:42", NOON)), WAITER, NOON);
            }
        }
        OrderSnapshot draft = parted(new OrderSnapshot(cart.header(), cart.lines()), list(parts[1]));
        order = SaleOrder.rehydrate(draft);
        order.checkOut(quote(draft, list(parts[3])), TERMS, Money.zero(currency), Settings.DEFAULT, WAITER, NOON);
    }

    private static LineDraft draft(List<String> words) {
        String quantity = words.contains("of") ? words.get(words.indexOf("of") + 1) : words.get(2);
        if (words.contains("combo")) {
            return LineDraft.of(TestMenus.LUNCH, Quantity.of(quantity));
        }
        LineDraft usual = TestOrders.special(words.get(1), quantity);
        int seat = words.contains("seat") ? Integer.parseInt(words.get(words.indexOf("seat") + 1)) : 0;
        return new LineDraft(
                usual.itemType(),
                usual.itemId(),
                usual.quantity(),
                usual.mode(),
                usual.clientLineId(),
                usual.modifiers(),
                usual.note(),
                seat,
                0,
                usual.name(),
                usual.openPrice());
    }

    private List<ServiceCharge> charges(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(place -> {
                    String[] words = texts.get(place).replace(WAIVED, "").split(" t");
                    boolean percent = words[0].endsWith("%");
                    return new ServiceCharge(
                            "C" + place,
                            "Charge " + place,
                            percent ? ServiceCharge.Kind.PERCENT : ServiceCharge.Kind.AMOUNT,
                            new BigDecimal(words[0].replace("%", "")),
                            percent ? Optional.empty() : Optional.of(currency),
                            new BigDecimal(words[1]),
                            ServiceCharge.When.ALWAYS);
                })
                .toList();
    }

    private void give(Cart cart, String[] words) {
        Adjustment.Effect effect;
        if (words[1].equals("comp")) {
            effect = new Adjustment.Comp();
        } else if (words[1].equals("code")) {
            effect = new Adjustment.Code(words[2]);
        } else if (words[1].endsWith("%")) {
            effect = new Adjustment.Percent(new BigDecimal(words[1].replace("%", "")));
        } else {
            effect = new Adjustment.Amount(Money.of(words[1], currency));
        }
        List<LineId> on = words[0].equals("all") ? List.of() : List.of(names.get(words[0]));
        cart.adjust(on, effect, GROUNDS, ids, WAITER, NOON).forEach(adjustment -> given.add(adjustment.id()));
    }

    /** The order of its own that parts of lines were split off to, where an item is said to be one. */
    private OrderSnapshot parted(OrderSnapshot whole, List<String> items) {
        List<OrderFamily.Piece> pieces = items.stream()
                .map(item -> List.of(item.split("[ x]")))
                .filter(words -> words.contains("of"))
                .map(words -> new OrderFamily.Piece(
                        Objects.requireNonNull(names.get(words.getFirst())), Quantity.of(words.get(2))))
                .toList();
        if (pieces.isEmpty()) {
            return whole;
        }
        OrderFamily family = OrderFamily.rehydrate(List.of(whole));
        family.split(
                whole.header().id(),
                List.of(new OrderFamily.SplitOff(Optional.empty(), Optional.empty(), pieces)),
                VIET_NAM,
                ids,
                new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON));
        OrderSnapshot part = family.orders().stream()
                .filter(order -> !order.header().id().equals(whole.header().id()))
                .findFirst()
                .orElseThrow();
        names.replaceAll((name, id) -> part.lines().stream()
                .filter(line -> line.journey().partOf().equals(Optional.of(id)))
                .findFirst()
                .orElseThrow()
                .id());
        given.clear();
        part.lines().forEach(line -> line.discounts().adjustments().forEach(one -> given.add(one.id())));
        part.header().discounts().adjustments().forEach(one -> given.add(one.id()));
        return part;
    }

    private Quote quote(OrderSnapshot draft, List<String> pricing) {
        Map<LineId, String> said =
                pricing.stream().collect(Collectors.toMap(one -> names.get(one.split(" ")[0]), one -> one));
        List<Quote.Priced> priced = draft.lines().stream()
                .map(line -> {
                    Money total = line.prices().total();
                    Money discount = total.percent(rate(said.getOrDefault(line.id(), ""), " d"));
                    Money tax = total.minus(discount)
                            .percent(rate(said.getOrDefault(line.id(), ""), " t"))
                            .plus(new Money(rate(said.getOrDefault(line.id(), ""), " T"), currency));
                    return new Quote.Priced(
                            line.id(),
                            line.prices().base(),
                            line.prices().base(),
                            discount,
                            tax,
                            total,
                            new Line.Fare(Optional.empty(), Optional.empty()),
                            "{}");
                })
                .toList();
        Money zero = Money.zero(currency);
        return new Quote(
                priced,
                priced.stream().map(Quote.Priced::total).reduce(zero, Money::plus),
                priced.stream().map(Quote.Priced::discount).reduce(zero, Money::plus),
                priced.stream().map(Quote.Priced::tax).reduce(zero, Money::plus),
                zero,
                "{}",
                draft.header().discounts().codeTexts().stream()
                        .map(code -> new Quote.CodeAnswer(code, true, Optional.empty()))
                        .toList());
    }

    private static BigDecimal rate(String said, String what) {
        int at = said.indexOf(what);
        return at < 0 ? BigDecimal.ZERO : new BigDecimal(said.substring(at + 2).split(" ")[0]);
    }

    private static List<String> list(String part) {
        return part.isBlank() ? List.of() : List.of(part.trim().split("; "));
    }

    /** Every column by name. */
    static Map<String, String> bill(String text) {
        return new TextBill(text).columns();
    }

    /** The same, divided into so many equal checks, or by seat when that is 0. */
    static Map<String, String> divided(String text, int parts) {
        return new TextBill(text).checks(parts);
    }

    private Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("bill", text(order.header().totals()));
        names.forEach((name, id) -> {
            Line.Prices prices = order.lines().stream()
                    .filter(line -> line.id().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .prices();
            columns.put(
                    name,
                    text(prices.total()) + " " + text(prices.discount()) + " "
                            + text(prices.charged().amount()) + " " + text(prices.tax()) + " "
                            + text(prices.charged().tax()));
        });
        Map<AdjustmentId, Money> taken = order.snapshot().taken();
        for (int one = 0; one < given.size(); one++) {
            columns.put("given " + (one + 1), text(Objects.requireNonNull(taken.get(given.get(one)))));
        }
        order.header()
                .charges()
                .all()
                .forEach(charge -> columns.put(
                        "charge " + (1 + Integer.parseInt(charge.code().substring(1))),
                        text(charge.amount()) + " " + text(charge.tax())));
        return columns;
    }

    private Map<String, String> checks(int parts) {
        Bill bill = Bill.undivided(order);
        bill.divide(
                parts > 0 ? new Division.Evenly(parts) : new Division.BySeat(List.of(), false),
                new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON),
                ids,
                Optional.empty());
        Map<String, String> columns = new LinkedHashMap<>();
        for (SaleCheck check : bill.checks()) {
            String name = "check " + check.label().number();
            columns.put(name, text(check.totals()));
            names.forEach((item, id) -> check.shares().stream()
                    .filter(share -> share.line().equals(id))
                    .map(share -> text(share.subtotal()) + " " + text(share.discount()) + " "
                            + text(share.charged().amount()) + " " + text(share.tax()) + " "
                            + text(share.charged().tax()))
                    .filter(share -> !share.equals("0 0 0 0 0"))
                    .forEach(share -> columns.put(name + " " + item, share)));
        }
        return columns;
    }

    private static String text(Totals totals) {
        return text(totals.subtotal()) + " " + text(totals.discount()) + " " + text(totals.charge()) + " "
                + text(totals.tax()) + " " + text(totals.rounding()) + " " + text(totals.total());
    }

    private static String text(Money money) {
        return Decimals.plain(money.amount());
    }
}
