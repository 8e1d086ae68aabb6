package nx.sale.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nx.sale.domain.id.IdText;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.PlainText;
import nx.sale.json.BoundedJson;
import nx.sale.json.Numbers;
import org.jspecify.annotations.Nullable;

/** Reads pricing's two answers as one quote, as the package says what is accepted; everything else is a {@link BadAnswer}. */
final class QuoteReader {
    private static final JsonMapper JSON = BoundedJson.messages();
    private static final BigDecimal STEP = new BigDecimal("0.0001");
    /** A cart below the largest amount cannot become dearer than this by its taxes; more digits are nonsense. */
    private static final int WHOLE_DIGITS = 15;

    private static final int REASON = 200;

    /** Pricing answers nonsense: as bad as no answer. */
    static final class BadAnswer extends Exception {
        BadAnswer(String message) {
            super(message);
        }
    }

    /**
     * A quote that can be believed.
     *
     * @param rounded the amounts where pricing's figure and ours differ by rounding
     * @param otherTotal what v2 comes to
     */
    record Read(Quote quote, Set<String> rounded, BigDecimal otherTotal) {}

    /** An amount as pricing gives it, and as it is kept. */
    private record Amount(BigDecimal given, Money kept) {}

    private final CurrencyCode currency;
    private final Set<String> rounded = new LinkedHashSet<>();

    private QuoteReader(CurrencyCode currency) {
        this.currency = currency;
    }

    /** Rejects with AmountTooLarge what is right and too dear for this service. */
    static Read read(QuoteRequest request, String numbers, String snapshot) throws BadAnswer {
        QuoteReader reader = new QuoteReader(request.currency());
        JsonNode second = tree(snapshot);
        Quote quote = reader.quote(request, tree(numbers), second);
        Optional<String> fault = quote.fault(request);
        if (fault.isPresent()) {
            throw new BadAnswer(fault.get());
        }
        if (quote.roundedOtherwise()) {
            reader.rounded.add("total");
        }
        BigDecimal otherTotal = Numbers.decimal(second.path("order").path("total"))
                .orElseThrow(() -> new BadAnswer("v2 gives no total"));
        return new Read(quote.requireCodes(request), reader.rounded, otherTotal);
    }

    private static JsonNode tree(String answer) throws BadAnswer {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new BadAnswer("not JSON, or beyond its bounds");
        }
    }

    private Quote quote(QuoteRequest request, JsonNode numbers, JsonNode snapshot) throws BadAnswer {
        if (!numbers.path("currency").asText().equals(currency.value())) {
            throw new BadAnswer("another currency");
        }
        Map<LineId, QuoteRequest.Item> asked =
                request.items().stream().collect(Collectors.toMap(QuoteRequest.Item::ref, Function.identity()));
        Map<String, JsonNode> snapshots = new HashMap<>();
        snapshot.path("lines").forEach(line -> snapshots.put(line.path("ref").asText(), line));
        List<Quote.Priced> lines = new ArrayList<>();
        Sum subtotal = new Sum();
        Sum discount = new Sum();
        Sum tax = new Sum();
        for (JsonNode item : numbers.path("items")) {
            String ref = item.path("ref").asText();
            JsonNode kept = snapshots.remove(ref);
            OptionalLong line = IdText.read(ref);
            if (kept == null || line.isEmpty()) {
                throw new BadAnswer("v1 and v2 do not speak of the same items");
            }
            LineId id = new LineId(line.getAsLong());
            Amount base = amount(item, "basePrice");
            Amount total = amount(item, "total");
            requireProduct(asked.get(id), base.given(), total.given());
            lines.add(new Quote.Priced(
                    id,
                    base.kept(),
                    amount(item, "unitPrice").kept(),
                    discount.and(amount(item, "discount")),
                    tax.and(amount(item, "tax")),
                    subtotal.and(total),
                    new Line.Fare(text(item, "fareId"), text(item, "fareProvider")),
                    kept(kept)));
        }
        if (!snapshots.isEmpty()) {
            throw new BadAnswer("v1 and v2 do not speak of the same items");
        }
        return new Quote(
                lines,
                subtotal.checked(numbers, "subtotal"),
                discount.checked(numbers, "discount"),
                tax.checked(numbers, "tax"),
                amount(numbers, "total").kept(),
                kept(snapshot.path("order")),
                codes(numbers));
    }

    /** What is no answer to a code leaves it unanswered. Pricing's own words are made safe to show. */
    private static List<Quote.CodeAnswer> codes(JsonNode numbers) {
        List<Quote.CodeAnswer> codes = new ArrayList<>();
        for (JsonNode code : numbers.path("codes")) {
            codes.add(new Quote.CodeAnswer(
                    code.path("code").asText(),
                    code.path("applied").isBoolean() && code.path("applied").booleanValue(),
                    text(code, "reason")
                            .map(reason -> PlainText.shown(reason, REASON))
                            .filter(reason -> !reason.isBlank())));
        }
        return codes;
    }

    private static void requireProduct(QuoteRequest.@Nullable Item item, BigDecimal base, BigDecimal total)
            throws BadAnswer {
        if (item != null
                && base.multiply(item.quantity().value()).subtract(total).abs().compareTo(STEP) > 0) {
            throw new BadAnswer("total is not basePrice x quantity on item " + item.ref());
        }
    }

    /** What the lines come to, in one of their amounts. */
    private final class Sum {
        private final Money zero = Money.zero(currency);
        private final List<Amount> parts = new ArrayList<>();

        Money and(Amount amount) {
            parts.add(amount);
            return amount.kept();
        }

        /** The sum of what is kept; pricing's own may differ by what rounding each line explains. */
        Money checked(JsonNode numbers, String field) throws BadAnswer {
            BigDecimal given = amount(numbers, field).given();
            BigDecimal whole = parts.stream().map(Amount::given).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal explained = STEP.multiply(BigDecimal.valueOf(parts.size() + 1L));
            if (given.subtract(whole).abs().compareTo(explained) > 0) {
                throw new BadAnswer("the items do not add up to the sums");
            }
            Money kept = parts.stream().map(Amount::kept).reduce(zero, Money::plus);
            if (kept.amount().compareTo(given) != 0) {
                rounded.add(field);
            }
            return kept;
        }
    }

    private Amount amount(JsonNode node, String field) throws BadAnswer {
        BigDecimal given = Numbers.decimal(node.path(field))
                .filter(number -> (long) number.precision() - number.scale() <= WHOLE_DIGITS)
                .orElseThrow(() -> new BadAnswer(field + " is not an amount"));
        BigDecimal four = given.setScale(Money.SCALE, RoundingMode.HALF_UP);
        if (four.compareTo(given) != 0) {
            rounded.add(field);
        }
        if (four.signum() == 0 && given.signum() < 0) {
            throw new BadAnswer("a negative " + field);
        }
        return new Amount(given, new Money(four, currency));
    }

    /** The snapshot whole, with its numbers as pricing spelled them; none of them was large enough to fill the memory. */
    private static String kept(JsonNode snapshot) throws BadAnswer {
        try {
            return JSON.writeValueAsString(snapshot);
        } catch (JsonProcessingException e) {
            throw new BadAnswer("the snapshot cannot be kept");
        }
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field))
                .filter(JsonNode::isValueNode)
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
    }
}
