package nx.sale.domain.settings;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * The time zones a merchant may have: regions of the IANA database, {@code Asia/Ho_Chi_Minh}, and {@code UTC}. An offset is none: it
 * knows no summer time, and {@code UTC+7} and {@code Etc/GMT+7} mean opposite things to different programs. What was stored before this
 * rule is read as Java reads it, everywhere.
 */
public final class TimeZones {
    private static final Set<String> AREAS = Set.of(
            "Africa",
            "America",
            "Antarctica",
            "Arctic",
            "Asia",
            "Atlantic",
            "Australia",
            "Europe",
            "Indian",
            "Pacific");

    private TimeZones() {}

    /** Empty when the name is not one of them; capital letters count. */
    public static Optional<ZoneId> named(String name) {
        int slash = name.indexOf('/');
        boolean region = name.equals("UTC") || slash > 0 && AREAS.contains(name.substring(0, slash));
        return region && ZoneId.getAvailableZoneIds().contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
    }
}
