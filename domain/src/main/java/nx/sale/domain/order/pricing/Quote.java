package nx.sale.domain.order.pricing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * Pricing's answer for a cart.
 *
 * @param lines one for each line asked about
 * @param subtotal sum of the lines' totals
 * @param total subtotal - discount + tax, as pricing rounds it; what is to be paid is rounded by {@link Totals}
 * @param metadata pricing's v2 order snapshot as JSON
 * @param codes what it says of the codes asked about
 */
public record Quote(
        List<Priced> lines,
        Money subtotal,
        Money discount,
        Money tax,
        Money total,
        String metadata,
        List<CodeAnswer> codes) {
    private static final BigDecimal STEP = new BigDecimal("0.0001");
    private static final BigDecimal HALF_STEP = new BigDecimal("0.00005");

    public Quote {
        lines = List.copyOf(lines);
        codes = List.copyOf(codes);
    }

    /** The answer to a question without codes. */
    public Quote(List<Priced> lines, Money subtotal, Money discount, Money tax, Money total, String metadata) {
        this(lines, subtotal, discount, tax, total, metadata, List.of());
    }

    /**
     * What pricing says of one code.
     *
     * @param reason why it is not applied
     */
    public record CodeAnswer(String code, boolean applied, Optional<String> reason) {}

    /** Rejects with CodeRefused unless every code asked about is applied: a guest who shows one pays no price without it. */
    public Quote requireCodes(QuoteRequest asked) {
        Map<String, CodeAnswer> answers =
                codes.stream().collect(Collectors.toMap(CodeAnswer::code, Function.identity(), (one, other) -> one));
        List<String> refused = asked.codes().stream()
                .filter(code -> !answers.containsKey(code)
                        || !Objects.requireNonNull(answers.get(code)).applied())
                .toList();
        if (!refused.isEmpty()) {
            throw new Rejected(new DiscountError.CodeRefused(
                    refused,
                    refused.stream()
                            .map(code -> Optional.ofNullable(answers.get(code))
                                    .flatMap(CodeAnswer::reason)
                                    .orElse(""))
                            .toList()));
        }
        return this;
    }

    /**
     * One priced line.
     *
     * @param base per unit, before discount
     * @param unit per unit, after discount
     * @param total base times quantity
     * @param metadata pricing's v2 line snapshot as JSON
     */
    public record Priced(
            LineId line,
            Money base,
            Money unit,
            Money discount,
            Money tax,
            Money total,
            Line.Fare fare,
            String metadata) {}

    /**
     * What is wrong with this answer to that question, if anything: every line once, one currency, nothing negative, the sums
     * add up, a held price is kept. A difference that only rounding explains is no fault. A wrong answer is never stored (PRICE-5).
     */
    public Optional<String> fault(QuoteRequest asked) {
        Map<LineId, QuoteRequest.Item> items =
                asked.items().stream().collect(Collectors.toMap(QuoteRequest.Item::ref, Function.identity()));
        if (lines.size() != items.size()
                || lines.stream().map(Priced::line).distinct().count() != items.size()
                || !lines.stream().allMatch(line -> items.containsKey(line.line()))) {
            return Optional.of("not every item exactly once");
        }
        Money zero = Money.zero(asked.currency());
        if (!subtotal.currency().equals(asked.currency())) {
            return Optional.of("another currency");
        }
        for (Priced line : lines) {
            QuoteRequest.Item item = Objects.requireNonNull(items.get(line.line()));
            if (line.base().negative()
                    || line.unit().negative()
                    || line.discount().negative()
                    || line.tax().negative()) {
                return Optional.of("a negative amount on item " + line.line());
            }
            if (unexplained(line, item)) {
                return Optional.of("total is not basePrice x quantity on item " + line.line());
            }
            if (item.held().filter(held -> !held.equals(line.base())).isPresent()) {
                return Optional.of("the held price was not kept on item " + line.line());
            }
            if (line.discount().compareTo(line.total()) > 0) {
                return Optional.of("more discount than price on item " + line.line());
            }
        }
        if (!sum(zero, Priced::total).equals(subtotal)
                || !sum(zero, Priced::discount).equals(discount)
                || !sum(zero, Priced::tax).equals(tax)) {
            return Optional.of("the items do not add up to the sums");
        }
        return roundsTo(Totals.of(subtotal, discount, tax).exact())
                ? Optional.empty()
                : Optional.of("total is not subtotal - discount + tax");
    }

    /** Whether pricing's total is not the one to be paid, which is always rounded HALF_UP. */
    public boolean roundedOtherwise() {
        Totals ours = Totals.of(subtotal, discount, tax);
        return !total.equals(ours.total()) && !total.equals(ours.exact());
    }

    /** Whether rounding the base to four decimals, and the product, does not explain the total. */
    private static boolean unexplained(Priced line, QuoteRequest.Item item) {
        BigDecimal product = line.base().amount().multiply(item.quantity().value());
        BigDecimal explained = HALF_STEP.multiply(item.quantity().value()).add(STEP);
        return product.subtract(line.total().amount()).abs().compareTo(explained) > 0;
    }

    /** Whether the total is this amount, rounded in any way to four decimals or to the currency's own. */
    private boolean roundsTo(Money exact) {
        BigDecimal off = total.minus(exact).amount().abs();
        BigDecimal unit = BigDecimal.ONE.movePointLeft(exact.currency().digits());
        return off.compareTo(STEP.multiply(BigDecimal.valueOf(lines.size() + 1L))) <= 0
                || total.payable().equals(total) && off.compareTo(unit) < 0;
    }

    private Money sum(Money zero, Function<Priced, Money> amount) {
        return lines.stream().map(amount).reduce(zero, Money::plus);
    }
}
