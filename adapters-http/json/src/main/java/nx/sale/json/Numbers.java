package nx.sale.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decimals that other services send, as JSON numbers or as text. */
public final class Numbers {
    private static final Pattern SPELLED = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private Numbers() {}

    /** Empty for what is neither a number nor text that spells one within the bounds of {@link BoundedJson}. */
    public static Optional<BigDecimal> decimal(JsonNode node) {
        return node.isTextual()
                ? decimal(node.textValue())
                : node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
    }

    /** The same for text alone: it is measured before it becomes a number. */
    public static Optional<BigDecimal> decimal(String spelled) {
        if (spelled.length() > BoundedJson.NUMBER_LENGTH
                || !SPELLED.matcher(spelled).matches()) {
            return Optional.empty();
        }
        int mark = Math.max(spelled.indexOf('e'), spelled.indexOf('E'));
        return mark >= 0 && Math.abs(Integer.parseInt(spelled.substring(mark + 1))) > BoundedJson.EXPONENT
                ? Optional.empty()
                : Optional.of(new BigDecimal(spelled));
    }
}
