package nx.sale.domain.settings;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import nx.sale.domain.shared.PlainText;

/**
 * One rule that wanted settings break.
 *
 * @param field where, {@code serviceCharges[2].value}
 * @param rule in one word, {@code out-of-range}
 * @param message what is allowed
 */
public record SettingFlaw(String field, String rule, String message) {
    private static final int CODE = 40;
    private static final int NAME = 100;
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** The same flaw in a field of what holds the record: {@code value} of {@code serviceCharges[2]}. */
    SettingFlaw in(String holder) {
        return new SettingFlaw(holder + "." + field, rule, message);
    }

    static Optional<SettingFlaw> code(String code) {
        return when(
                code.isEmpty()
                        || code.length() > CODE
                        || !letterOrDigit(code.charAt(0))
                        || !code.chars().allMatch(sign -> letterOrDigit(sign) || "_.-".indexOf(sign) >= 0),
                "code",
                "format",
                "must be 1 to " + CODE
                        + " letters, digits, points, dashes or underscores, and begin with a letter or digit");
    }

    private static boolean letterOrDigit(int sign) {
        return sign >= 'a' && sign <= 'z' || sign >= 'A' && sign <= 'Z' || sign >= '0' && sign <= '9';
    }

    static Optional<SettingFlaw> name(String name) {
        return when(
                !PlainText.clean(name, NAME), "name", "format", "must be 1 to " + NAME + " characters of plain text");
    }

    static Optional<SettingFlaw> percent(String field, BigDecimal value, String least, int decimals) {
        return when(
                value.compareTo(new BigDecimal(least)) < 0 || value.compareTo(HUNDRED) > 0 || digits(value) > decimals,
                field,
                "out-of-range",
                "must be " + least + " to 100, with at most " + decimals + " decimals");
    }

    /** A code that the list has already, one flaw for each. */
    static List<SettingFlaw> repeated(String list, List<String> codes) {
        Set<String> seen = new HashSet<>();
        return IntStream.range(0, codes.size())
                .filter(index -> !seen.add(codes.get(index)))
                .mapToObj(index -> new SettingFlaw(
                        list + "[" + index + "].code", "repeated", codes.get(index) + " is the code of another one"))
                .toList();
    }

    static Optional<SettingFlaw> when(boolean broken, String field, String rule, String message) {
        return broken ? Optional.of(new SettingFlaw(field, rule, message)) : Optional.empty();
    }

    /** Decimals that say something: 5.00 has none. */
    static int digits(BigDecimal value) {
        return Math.max(0, value.signum() == 0 ? 0 : value.stripTrailingZeros().scale());
    }
}
