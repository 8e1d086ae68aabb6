package nx.sale.domain.order;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nx.sale.domain.id.OrderId;

/** How orders are numbered: {@code YYYYMMDDHHmmss-<id>}, in the merchant's time zone (platform contract). */
public final class OrderNumber {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private OrderNumber() {}

    public static String of(OrderId id, Instant at, ZoneId zone) {
        return SECONDS.format(at.atZone(zone)) + "-" + id;
    }
}
