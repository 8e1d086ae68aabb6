package nx.sale.fractions;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A bill with discounts and service charges, computed a second time: it imports nothing of the service, counts in whole ten-thousandths and
 * rounds fractions of big integers. A case is a line of text:
 *
 * <pre>
 * VND | A 33333.3333x2 seat 1; B 1000x1 | A -10%; A -3333; B comp; all -5%; all -12000 | A d20 t8; B t10 | 5% t8; 1500 t10
 * </pre>
 *
 * currency, items, what was given, pricing's discount and tax in per cent, and service charges. An item may be {@code 33333.3333x1 of 3}: a
 * part of a line that was split when all was given. {@code all code SPRING} is a code, {@code T800} a tax as an amount, and a charge may be
 * {@code waived}.
 */
public final class ByFractions {
    private static final Map<String, Integer> DIGITS = Map.of("VND", 0, "JPY", 0, "USD", 2, "KWD", 3);
    private static final BigInteger TINY = BigInteger.valueOf(10_000);

    private record Item(String name, BigInteger price, BigInteger quantity, int seat, BigInteger of) {
        static Item read(String text) {
            String[] words = text.split("[ x]");
            BigInteger quantity = tiny(words[2]);
            return new Item(
                    words[0],
                    tiny(words[1]),
                    quantity,
                    Integer.parseInt(after(words, "seat").orElse("0")),
                    after(words, "of").map(ByFractions::tiny).orElse(quantity));
        }

        private static Optional<String> after(String[] words, String word) {
            int at = List.of(words).indexOf(word);
            return at < 0 ? Optional.empty() : Optional.of(words[at + 1]);
        }

        /** An amount given on the whole line: of a part, its share by gross. */
        BigInteger share(BigInteger amount) {
            return of.equals(quantity) ? amount : halfUp(amount.multiply(gross(quantity)), gross(of));
        }

        BigInteger gross(BigInteger many) {
            return halfUp(price.multiply(many), TINY);
        }
    }

    /** All in ten-thousandths. */
    private record Sums(
            BigInteger subtotal, BigInteger discount, BigInteger tax, BigInteger charge, BigInteger chargeTax) {
        BigInteger left() {
            return subtotal.subtract(discount);
        }

        BigInteger exact() {
            return left().add(charge).add(tax).add(chargeTax);
        }

        Sums plus(Sums other) {
            return new Sums(
                    subtotal.add(other.subtotal),
                    discount.add(other.discount),
                    tax.add(other.tax),
                    charge.add(other.charge),
                    chargeTax.add(other.chargeTax));
        }
    }

    private static final Sums NOTHING =
            new Sums(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    private final String currency;
    private final List<Item> items = new ArrayList<>();
    private final List<Sums> lines = new ArrayList<>();
    private final List<String> given;
    private final List<BigInteger> taken;
    private final List<String> charged = new ArrayList<>();
    private final BigInteger coin;
    private final Sums bill;
    private final BigInteger total;

    private ByFractions(String text) {
        String[] parts = text.split("\\|", -1);
        currency = parts[0].trim();
        coin = BigInteger.TEN.pow(4 - DIGITS.get(currency));
        list(parts[1]).forEach(item -> items.add(Item.read(item)));
        given = list(parts[2]);
        taken = new ArrayList<>(given.stream().map(one -> BigInteger.ZERO).toList());
        List<BigInteger> off = new ArrayList<>();
        List<BigInteger> taxes = new ArrayList<>();
        List<BigInteger> starts = new ArrayList<>();
        List<BigInteger> gross = new ArrayList<>();
        for (Item item : items) {
            BigInteger whole = item.gross(item.quantity);
            BigInteger pricing = percent(whole, said(parts[3], item.name, "d"));
            gross.add(whole);
            starts.add(whole.subtract(pricing));
            taxes.add(percent(whole.subtract(pricing), said(parts[3], item.name, "t"))
                    .add(tiny(said(parts[3], item.name, "T"))));
            off.add(pricing);
        }
        List<BigInteger> rests = laidOver(starts);
        for (int place = 0; place < items.size(); place++) {
            BigInteger start = starts.get(place);
            BigInteger rest = rests.get(place);
            BigInteger tax = start.signum() == 0
                    ? BigInteger.ZERO
                    : halfUp(taxes.get(place).multiply(rest), start);
            lines.add(
                    new Sums(gross.get(place), gross.get(place).subtract(rest), tax, BigInteger.ZERO, BigInteger.ZERO));
        }
        for (String charge : list(parts[4])) {
            if (charge.endsWith(" waived")) {
                charged.add("0 0");
            } else {
                bear(charge.split(" t"));
            }
        }
        bill = lines.stream().reduce(NOTHING, Sums::plus);
        total = halfUp(bill.exact(), coin).multiply(coin);
    }

    private List<BigInteger> laidOver(List<BigInteger> starts) {
        List<BigInteger> rests = new ArrayList<>(starts);
        for (int one = 0; one < given.size(); one++) {
            String[] words = given.get(one).split(" -| ");
            for (int place = 0; place < items.size(); place++) {
                if (items.get(place).name.equals(words[0])) {
                    take(one, rests, place, less(rests.get(place), words[1], items.get(place)));
                }
            }
        }
        for (int one = 0; one < given.size(); one++) {
            String what = given.get(one);
            for (int place = 0; what.startsWith("all -") && what.endsWith("%") && place < items.size(); place++) {
                take(one, rests, place, less(rests.get(place), what.substring(5), items.get(place)));
            }
        }
        for (int one = 0; one < given.size(); one++) {
            String what = given.get(one);
            if (what.startsWith("all -") && !what.endsWith("%")) {
                BigInteger whole = rests.stream().reduce(BigInteger.ZERO, BigInteger::add);
                List<BigInteger> shares = shared(tiny(what.substring(5)).min(whole), rests);
                for (int place = 0; place < items.size(); place++) {
                    take(one, rests, place, rests.get(place).subtract(shares.get(place)));
                }
            }
        }
        return rests;
    }

    private void take(int one, List<BigInteger> rests, int place, BigInteger left) {
        taken.set(one, taken.get(one).add(rests.get(place)).subtract(left));
        rests.set(place, left);
    }

    private static BigInteger less(BigInteger rest, String what, Item item) {
        if (what.equals("comp")) {
            return BigInteger.ZERO;
        }
        return what.endsWith("%")
                ? rest.subtract(percent(rest, what.substring(0, what.length() - 1)))
                : rest.subtract(item.share(tiny(what)).min(rest));
    }

    private void bear(String[] charge) {
        BigInteger net = lines.stream().map(Sums::left).reduce(BigInteger.ZERO, BigInteger::add);
        if (net.signum() == 0) {
            charged.add("0 0");
            return;
        }
        BigInteger amount = charge[0].endsWith("%")
                ? percent(net, charge[0].substring(0, charge[0].length() - 1))
                : tiny(charge[0]);
        List<BigInteger> lefts = lines.stream().map(Sums::left).toList();
        List<BigInteger> amounts = shared(amount, lefts);
        BigInteger tax = percent(amount, charge[1]);
        charged.add(text(amount) + " " + text(tax));
        List<BigInteger> taxes = shared(tax, lefts);
        for (int place = 0; place < lines.size(); place++) {
            lines.set(
                    place,
                    lines.get(place)
                            .plus(new Sums(
                                    BigInteger.ZERO,
                                    BigInteger.ZERO,
                                    BigInteger.ZERO,
                                    amounts.get(place),
                                    taxes.get(place))));
        }
    }

    /** Every column by name, what each that was given took, and each charge. */
    public static Map<String, String> bill(String text) {
        return new ByFractions(text).columns();
    }

    /** The same, divided into so many equal checks, or by seat when that is 0; and what each check has of each item, where it has any. */
    public static Map<String, String> divided(String text, int parts) {
        return new ByFractions(text).checks(parts);
    }

    private Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("bill", text(bill, total));
        for (int place = 0; place < items.size(); place++) {
            Sums line = lines.get(place);
            columns.put(items.get(place).name, text(line));
        }
        for (int one = 0; one < given.size(); one++) {
            columns.put("given " + (one + 1), text(taken.get(one)));
        }
        for (int one = 0; one < charged.size(); one++) {
            columns.put("charge " + (one + 1), charged.get(one));
        }
        return columns;
    }

    private Map<String, String> checks(int parts) {
        List<Integer> seats = List.copyOf(new TreeSet<>(
                items.stream().map(Item::seat).filter(seat -> seat > 0).toList()));
        int count = parts > 0 ? parts : seats.size();
        Map<String, String> columns = new LinkedHashMap<>();
        List<Sums> checks = new ArrayList<>(
                IntStream.range(0, count).mapToObj(check -> NOTHING).toList());
        for (int place = 0; place < items.size(); place++) {
            int seat = items.get(place).seat;
            List<BigInteger> weights = IntStream.range(0, count)
                    .mapToObj(check ->
                            parts > 0 || seat == 0 || seats.get(check) == seat ? BigInteger.ONE : BigInteger.ZERO)
                    .toList();
            Sums line = lines.get(place);
            List<BigInteger> subtotals = shared(line.subtotal, weights);
            List<BigInteger> discounts = shared(line.discount, weights);
            List<BigInteger> taxes = shared(line.tax, weights);
            List<BigInteger> charges = shared(line.charge, weights);
            List<BigInteger> chargeTaxes = shared(line.chargeTax, weights);
            for (int check = 0; check < count; check++) {
                Sums share = new Sums(
                        subtotals.get(check),
                        discounts.get(check),
                        taxes.get(check),
                        charges.get(check),
                        chargeTaxes.get(check));
                checks.set(check, checks.get(check).plus(share));
                if (!share.equals(NOTHING)) {
                    columns.put("check " + (check + 1) + " " + items.get(place).name, text(share));
                }
            }
        }
        List<BigInteger> weights = checks.stream()
                .map(check -> parts > 0 ? BigInteger.ONE : check.exact())
                .toList();
        List<BigInteger> totals = shared(
                total.divide(coin),
                weights.stream().allMatch(weight -> weight.signum() == 0)
                        ? weights.stream().map(weight -> BigInteger.ONE).toList()
                        : weights);
        for (int check = 0; check < count; check++) {
            columns.put(
                    "check " + (check + 1),
                    text(checks.get(check), totals.get(check).multiply(coin)));
        }
        return columns;
    }

    private static String text(Sums sums) {
        return text(sums.subtotal) + " " + text(sums.discount) + " " + text(sums.charge) + " " + text(sums.tax) + " "
                + text(sums.chargeTax);
    }

    private static String text(Sums sums, BigInteger total) {
        return text(sums.subtotal) + " " + text(sums.discount) + " " + text(sums.charge) + " "
                + text(sums.tax.add(sums.chargeTax)) + " " + text(total.subtract(sums.exact())) + " " + text(total);
    }

    private static List<String> list(String part) {
        return part.isBlank() ? List.of() : List.of(part.trim().split("; "));
    }

    private static String said(String part, String item, String what) {
        for (String one : list(part)) {
            String[] words = one.split(" ");
            for (String word : words) {
                if (words[0].equals(item) && !word.equals(item) && word.startsWith(what)) {
                    return word.substring(1);
                }
            }
        }
        return "0";
    }

    private static BigInteger tiny(String decimal) {
        return new BigDecimal(decimal).movePointRight(4).toBigIntegerExact();
    }

    private static String text(BigInteger tiny) {
        return tiny.signum() == 0
                ? "0"
                : new BigDecimal(tiny, 4).stripTrailingZeros().toPlainString();
    }

    private static BigInteger percent(BigInteger of, String percent) {
        BigDecimal exact = new BigDecimal(percent);
        return halfUp(of.multiply(exact.movePointRight(4).toBigIntegerExact()), BigInteger.valueOf(1_000_000));
    }

    /** The fraction of two numbers that are not negative, as a whole number. */
    private static BigInteger halfUp(BigInteger numerator, BigInteger denominator) {
        BigInteger two = BigInteger.TWO;
        return numerator.multiply(two).add(denominator).divide(denominator.multiply(two));
    }

    /** By largest remainder, the earlier one first. */
    private static List<BigInteger> shared(BigInteger whole, List<BigInteger> weights) {
        BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0) {
            return weights;
        }
        List<BigInteger> parts = new ArrayList<>(weights.stream()
                .map(weight -> whole.multiply(weight).divide(sum))
                .toList());
        BigInteger left = whole.subtract(parts.stream().reduce(BigInteger.ZERO, BigInteger::add));
        IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.comparing((Integer place) ->
                                whole.multiply(weights.get(place)).mod(sum))
                        .reversed()
                        .thenComparing(place -> place))
                .limit(left.intValueExact())
                .forEach(place -> parts.set(place, parts.get(place).add(BigInteger.ONE)));
        return parts;
    }
}
