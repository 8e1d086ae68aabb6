package nx.sale.postgres.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import nx.sale.domain.report.TradingDays;

/**
 * How far the clock on a merchant's wall is ahead of UTC around some trading days, as PostgreSQL reads it.
 *
 * @param begins from when on each of {@code ahead} holds, the first from ever
 */
record WallClock(List<String> begins, List<String> ahead) {
    static WallClock of(ZoneId zone, TradingDays days) {
        Instant from = days.from().minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = days.to().plusDays(3).atStartOfDay(ZoneOffset.UTC).toInstant();
        List<String> begins = new ArrayList<>(List.of("-infinity"));
        List<String> ahead = new ArrayList<>(List.of(seconds(zone.getRules().getOffset(from))));
        for (ZoneOffsetTransition change = zone.getRules().nextTransition(from);
                change != null && change.getInstant().isBefore(end);
                change = zone.getRules().nextTransition(change.getInstant())) {
            begins.add(change.getInstant().toString());
            ahead.add(seconds(change.getOffsetAfter()));
        }
        return new WallClock(begins, ahead);
    }

    private static String seconds(ZoneOffset offset) {
        return offset.getTotalSeconds() + " seconds";
    }
}
