package nx.sale.postgres.shared;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.RoomOwners;

/** Whose orders, stations, zones and units are. */
public final class PgRoomOwners implements RoomOwners {
    private static final Map<Kind, Sql> OWNERS = new EnumMap<>(Map.of(
            Kind.ORDER, owner("SaleOrder"),
            Kind.STATION, owner("KitchenStation"),
            Kind.ZONE, owner("AllocationZone"),
            Kind.UNIT, owner("AllocationUnit")));

    private final Reads reads;

    public PgRoomOwners(Reads reads) {
        this.reads = reads;
    }

    private static Sql owner(String table) {
        return Sql.of("select merchantId from \"" + table + "\" where id = :id and deletedAt is null");
    }

    @Override
    public Optional<MerchantId> find(Kind kind, long id) {
        return reads.first(
                Objects.requireNonNull(OWNERS.get(kind)).bind("id", id),
                row -> new MerchantId(row.getLong("merchantId")));
    }
}
