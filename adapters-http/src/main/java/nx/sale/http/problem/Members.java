package nx.sale.http.problem;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import org.jspecify.annotations.Nullable;

/** The facts of an error, as the members of its problem. */
final class Members {
    private Members() {}

    /** The components of the error record, as the members of the problem. */
    static Map<String, Object> of(DomainError error) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : error.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(error);
                if (!component.getName().equals("reason")) {
                    members.put(component.getName(), plain(component.getName(), value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return members;
    }

    /** Ids are text, like everywhere: a number in JSON loses digits in a browser. */
    private static Object plain(String name, Object value) {
        return switch (value) {
            case Integer number -> number;
            case Long id when name.endsWith("Id") -> Long.toString(id);
            case Long number -> number;
            case Boolean fact -> fact;
            case List<?> list ->
                list.stream().map(element -> plain(name, element)).toList();
            case DiscountLimit.Excess above -> above(above);
            case Money money -> money.canonical();
            case BigDecimal number -> Decimals.plain(number);
            default -> value.toString();
        };
    }

    /** As the preview has it. */
    private static Map<String, @Nullable Object> above(DiscountLimit.Excess excess) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("itemId", excess.line().map(LineId::toString).orElse(null));
        members.put("discount", excess.discount().canonical());
        return members;
    }
}
