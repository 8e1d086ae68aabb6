package nx.sale.http.live;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.domain.access.Permission;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.IdText;
import nx.sale.domain.live.RoomOwners;

/**
 * A room as a screen asks for it: {@code kitchen-station/71}. Its number is written one way only, because updates go to rooms by name.
 *
 * @param id the number; 0 for a device
 */
record Room(String name, Kind kind, long id) {
    private static final Pattern NAME = Pattern.compile(
            "(merchant|sale-order|kitchen-station|allocation/zone|allocation/unit)/(0|[1-9][0-9]{0,18})|device/[^\\p{Cntrl}]{1,200}");

    /** What kinds of rooms there are, and what it takes to be let in. */
    enum Kind {
        MERCHANT(Permissions.SALE_ORDER_FIND, Optional.empty()),
        DEVICE(Permissions.SALE_ORDER_FIND, Optional.empty()),
        SALE_ORDER(Permissions.SALE_ORDER_FIND, Optional.of(RoomOwners.Kind.ORDER)),
        KITCHEN_STATION(Permissions.KITCHEN_TICKET_FIND, Optional.of(RoomOwners.Kind.STATION)),
        ALLOCATION_ZONE(Permissions.ALLOCATION_USAGE_FIND, Optional.of(RoomOwners.Kind.ZONE)),
        ALLOCATION_UNIT(Permissions.ALLOCATION_USAGE_FIND, Optional.of(RoomOwners.Kind.UNIT));

        private final Permission permission;
        private final Optional<RoomOwners.Kind> owner;

        Kind(String permission, Optional<RoomOwners.Kind> owner) {
            this.permission = new Permission(permission);
            this.owner = owner;
        }

        Permission permission() {
            return permission;
        }

        /** What the room's number is the id of, when the merchant must be looked up. */
        Optional<RoomOwners.Kind> owner() {
            return owner;
        }
    }

    /** Empty when there is no room of that name. */
    static Optional<Room> named(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String prefix = matcher.group(1);
        if (prefix == null) {
            return Optional.of(new Room(name, Kind.DEVICE, 0));
        }
        Kind kind =
                Kind.valueOf(prefix.toUpperCase(Locale.ROOT).replace('-', '_').replace('/', '_'));
        OptionalLong id = IdText.read(matcher.group(2));
        return id.isPresent() ? Optional.of(new Room(name, kind, id.getAsLong())) : Optional.empty();
    }
}
