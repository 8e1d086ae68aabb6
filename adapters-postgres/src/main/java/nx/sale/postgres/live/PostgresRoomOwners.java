package nx.sale.postgres.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.live.RoomOwners;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;

/** Whose orders, stations, zones and units are. */
public final class PostgresRoomOwners implements RoomOwners {
    private static final Map<Kind, Sql> OWNERS = new EnumMap<>(Map.of(
            Kind.ORDER, owner("SaleOrder"),
            Kind.STATION, owner("KitchenStation"),
            Kind.ZONE, owner("AllocationZone"),
            Kind.UNIT, owner("AllocationUnit")));

    private final Reads reads;

    public PostgresRoomOwners(Reads reads) {
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
