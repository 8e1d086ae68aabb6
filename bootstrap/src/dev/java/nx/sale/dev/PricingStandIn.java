package nx.sale.dev;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Pricing v1 and v2: whatever is in the catalogue, imported or seeded, is sold at its held price, 8 % VAT comes on top, and from 15:00 to 17:00 in Viet Nam drinks at
 * 20,000 or less are 10 % off (happy hour). {@link Restaurant#NO_FARE} is refused with 404. {@link #PERCENT_CODE} takes 10 % off every
 * line, {@link #AMOUNT_CODE} 20,000 off the order, {@link #OVER_CODE} is over, and every other code is unknown.
 */
public final class PricingStandIn {
    private static final Fare USUAL = Fare.of("0", "8");
    private static final Fare HAPPY_HOUR = Fare.of("10", "8");
    private static final BigDecimal HAPPY_PRICE = new BigDecimal("20000");
    public static final String PERCENT_CODE = "WELCOME10";
    public static final String AMOUNT_CODE = "LUNCH20";
    public static final String OVER_CODE = "SUMMER";
    private static final BigDecimal CODE_PERCENT = new BigDecimal("0.10");
    private static final BigDecimal CODE_AMOUNT = new BigDecimal("20000");
    private static final ZoneId VIET_NAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** What is taken off and what tax there is on the rest, as shares of one. */
    public record Fare(BigDecimal discount, BigDecimal tax) {
        /** Per cent. */
        public static Fare of(String discount, String tax) {
            return new Fare(new BigDecimal(discount).movePointLeft(2), new BigDecimal(tax).movePointLeft(2));
        }
    }

    private record Sums(BigDecimal subtotal, BigDecimal discount, BigDecimal tax, BigDecimal total) {}

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<String> trick = new AtomicReference<>("");
    private final AtomicBoolean samePriceAllDay = new AtomicBoolean();
    private final AtomicReference<Map<String, Fare>> fares = new AtomicReference<>(Map.of());

    void register(RoutesConfig routes) {
        routes.post("/pricing/simulation/calculate", context -> answer(context, false));
        routes.post("/pricing/simulation-v2/calculate", context -> answer(context, true));
    }

    /** How often v1 was asked. */
    public int asked() {
        return asked.get();
    }

    /** Lets the next answers be wrong: {@code missing-line}, {@code wrong-sum}, {@code negative}, {@code v2-total}, {@code no-codes}; empty for right ones. */
    public void trick(String name) {
        trick.set(name);
    }

    /** Sells items at these base prices so from now on, whatever the hour; everything at its usual price when there are none. */
    public void fares(Map<String, Fare> byBasePrice) {
        fares.set(Map.copyOf(byBasePrice));
    }

    /** Leaves the happy hour out from now on, for who must get the same answer at any hour. */
    public void samePriceAllDay() {
        samePriceAllDay.set(true);
    }

    private void answer(Context context, boolean v2) throws java.io.IOException {
        if (!v2) {
            asked.incrementAndGet();
        }
        JsonNode request = Sisters.JSON.readTree(context.bodyAsBytes());
        int digits = Currency.getInstance(request.path("currency").asText()).getDefaultFractionDigits();
        boolean happy = !samePriceAllDay.get()
                && happyHour(Instant.parse(request.path("at").asText()));
        List<JsonNode> items = new ArrayList<>();
        request.path("items").forEach(items::add);
        for (JsonNode item : items) {
            String variant = item.path("productVariantId").asText("");
            if (variant.equals(Restaurant.NO_FARE)) {
                context.status(404)
                        .contentType("application/json")
                        .result(Sisters.text(Map.of("message", "no active fare for variant " + variant)));
                return;
            }
        }
        List<Sums> priced = priced(items, happy, codes(request));
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            lines.add(v2 ? snapshot(items.get(index), priced.get(index)) : line(items.get(index), priced.get(index)));
        }
        BigDecimal subtotal = sum(priced, Sums::subtotal);
        BigDecimal discount = sum(priced, Sums::discount);
        BigDecimal tax = sum(priced, Sums::tax);
        BigDecimal total = subtotal.subtract(discount).add(tax).setScale(digits, RoundingMode.HALF_UP);
        Sums order = new Sums(subtotal, discount, tax, total);
        Map<String, Object> body = v2 ? v2(lines, order) : v1(request, lines, order);
        context.contentType("application/json").result(Sisters.text(body));
    }

    private static BigDecimal sum(List<Sums> lines, Function<Sums, BigDecimal> amount) {
        return lines.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<String> codes(JsonNode request) {
        List<String> codes = new ArrayList<>();
        request.path("codes").forEach(code -> codes.add(code.asText()));
        return codes;
    }

    /** Percents first, then what is taken off the order: each line its share of it, the last one what is left. */
    private List<Sums> priced(List<JsonNode> items, boolean happy, List<String> codes) {
        List<BigDecimal> gross = new ArrayList<>();
        List<BigDecimal> rests = new ArrayList<>();
        List<Fare> sold =
                items.stream().map(item -> fare(basePrice(item), happy)).toList();
        for (JsonNode item : items) {
            BigDecimal whole = round(basePrice(item)
                    .multiply(new BigDecimal(item.path("quantity").asText())));
            BigDecimal rest = less(whole, sold.get(gross.size()).discount());
            gross.add(whole);
            rests.add(codes.contains(PERCENT_CODE) ? less(rest, CODE_PERCENT) : rest);
        }
        BigDecimal all = rests.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal off = codes.contains(AMOUNT_CODE) ? CODE_AMOUNT.min(all) : BigDecimal.ZERO;
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal given = BigDecimal.ZERO;
        List<Sums> sums = new ArrayList<>();
        for (int index = 0; index < rests.size(); index++) {
            before = before.add(rests.get(index));
            BigDecimal upTo =
                    all.signum() == 0 ? BigDecimal.ZERO : off.multiply(before).divide(all, 4, RoundingMode.HALF_UP);
            BigDecimal rest = rests.get(index).subtract(upTo.subtract(given));
            given = upTo;
            BigDecimal tax = round(rest.multiply(sold.get(index).tax()));
            sums.add(new Sums(gross.get(index), gross.get(index).subtract(rest), tax, rest.add(tax)));
        }
        return sums;
    }

    private Fare fare(BigDecimal base, boolean happy) {
        Fare usual = happy && base.compareTo(HAPPY_PRICE) <= 0 ? HAPPY_HOUR : USUAL;
        return fares.get().getOrDefault(base.stripTrailingZeros().toPlainString(), usual);
    }

    private static BigDecimal less(BigDecimal amount, BigDecimal share) {
        return amount.subtract(round(amount.multiply(share)));
    }

    private static BigDecimal basePrice(JsonNode item) {
        return new BigDecimal(
                item.path("heldBasePrice").asText(item.path("basePrice").asText()));
    }

    /** What is said of the codes asked about. */
    private static List<Map<String, Object>> answers(List<String> codes) {
        return codes.stream()
                .map(code -> switch (code) {
                    case PERCENT_CODE, AMOUNT_CODE -> Map.<String, Object>of("code", code, "applied", true);
                    case OVER_CODE ->
                        Map.<String, Object>of("code", code, "applied", false, "reason", "the code is over");
                    default -> Map.<String, Object>of("code", code, "applied", false, "reason", "unknown code");
                })
                .toList();
    }

    private static boolean happyHour(Instant at) {
        int hour = at.atZone(VIET_NAM).getHour();
        return hour == 15 || hour == 16;
    }

    private static BigDecimal round(BigDecimal amount) {
        return amount.setScale(4, RoundingMode.HALF_UP);
    }

    private static Map<String, Object> line(JsonNode item, Sums sums) {
        BigDecimal quantity = new BigDecimal(item.path("quantity").asText());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("ref", item.path("ref").asText());
        line.put("fareId", "fare-" + item.path("productVariantId").asText("custom"));
        line.put("fareProvider", "LOCAL");
        line.put(
                "basePrice",
                item.path("heldBasePrice").asText(item.path("basePrice").asText()));
        line.put(
                "unitPrice",
                sums.subtotal()
                        .subtract(sums.discount())
                        .divide(quantity, 4, RoundingMode.HALF_UP)
                        .toPlainString());
        line.put("discount", sums.discount().toPlainString());
        line.put("tax", sums.tax().toPlainString());
        line.put("total", sums.subtotal().toPlainString());
        return line;
    }

    private static Map<String, Object> snapshot(JsonNode item, Sums sums) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("ref", item.path("ref").asText());
        line.put("v", 1);
        line.put("price", sums.subtotal().toPlainString());
        line.put(
                "discounts",
                sums.discount().signum() == 0
                        ? List.of()
                        : List.of(Map.of(
                                "rule", "happy-hour", "amount", sums.discount().toPlainString())));
        line.put("taxes", List.of(Map.of("code", "VAT8", "amount", sums.tax().toPlainString())));
        line.put("fees", List.of());
        line.put("byBearer", Map.of("buyer", sums.total().toPlainString()));
        return line;
    }

    private Map<String, Object> v1(JsonNode request, List<Map<String, Object>> lines, Sums order) {
        if (trick.get().equals("missing-line")) {
            lines.removeLast();
        }
        if (trick.get().equals("negative")) {
            lines.getFirst().put("tax", "-1");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("currency", request.path("currency").asText());
        List<String> codes = codes(request);
        if (!codes.isEmpty() && !trick.get().equals("no-codes")) {
            body.put("codes", answers(codes));
        }
        body.put("items", lines);
        body.put("subtotal", order.subtotal().toPlainString());
        body.put("discount", order.discount().toPlainString());
        body.put("tax", order.tax().toPlainString());
        body.put(
                "total",
                trick.get().equals("wrong-sum")
                        ? order.total().add(BigDecimal.ONE).toPlainString()
                        : order.total().toPlainString());
        return body;
    }

    private Map<String, Object> v2(List<Map<String, Object>> lines, Sums order) {
        Map<String, Object> sums = new LinkedHashMap<>();
        sums.put("v", 1);
        sums.put("subtotal", order.subtotal().toPlainString());
        sums.put("discount", order.discount().toPlainString());
        sums.put("tax", order.tax().toPlainString());
        sums.put("total", trick.get().equals("v2-total") ? "1" : order.total().toPlainString());
        sums.put(
                "byBearer",
                Map.of(
                        "buyer",
                        order.total().toPlainString(),
                        "seller",
                        "0",
                        "platform",
                        "0",
                        "government",
                        order.tax().toPlainString()));
        sums.put("rules", List.of());
        return Map.of("order", sums, "lines", lines);
    }
}
