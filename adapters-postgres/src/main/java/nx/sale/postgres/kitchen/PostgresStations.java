package nx.sale.postgres.kitchen;

import java.time.Instant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.Stations;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;

/** Kitchen stations for changing. A ticket that is added holds its station too, shared, by its foreign key. */
public final class PostgresStations implements Stations {
    private static final Sql LOCK = Sql.of("select " + TicketRows.STATION + """
              from "KitchenStation"
             where id = :id and merchantId = :merchant and deletedAt is null
               for update
            """);

    @Override
    public KitchenStation lock(Tx tx, MerchantId merchant, StationId id) {
        tx.rank(LockRank.STATION);
        return PostgresTx.of(tx)
                .ask(LOCK.bind("id", id.value()).bind("merchant", merchant.value()), TicketRows::station)
                .first()
                .orElseThrow(() -> new Rejected(new KitchenError.StationNotFound(id)));
    }

    private static final Sql ADD = Sql.of("""
            insert into "KitchenStation"
                   (id, merchantId, code, name, categories, soonMinutes, lateMinutes, createdAt, createdBy, modifiedAt, modifiedBy,
                    revision)
            values (:id, :merchant, :code, :name, cast(:categories as text[]), :soon, :late, :at, :by, :at, :by, :revision)
                on conflict do nothing
            returning id
            """);

    @Override
    public void add(Tx tx, KitchenStation station) {
        requireStored(tx, ADD, station);
    }

    private static final Sql UPDATE = Sql.of("""
            update "KitchenStation" s
               set code = :code, name = :name, categories = cast(:categories as text[]), soonMinutes = :soon, lateMinutes = :late,
                   modifiedAt = :at, modifiedBy = :by, revision = :revision
             where id = :id and merchantId = :merchant
               and not exists (select 1 from "KitchenStation" o
                                where o.merchantId = :merchant and o.code = :code and o.id <> :id and o.deletedAt is null)
            returning id
            """);

    @Override
    public void update(Tx tx, KitchenStation station) {
        requireStored(tx, UPDATE, station);
    }

    private static void requireStored(Tx tx, Sql sql, KitchenStation station) {
        boolean stored = PostgresTx.of(tx)
                .ask(
                        sql.bind("id", station.id().value())
                                .bind("merchant", station.merchant().value())
                                .bind("code", station.code())
                                .bind("name", station.name())
                                .bind("categories", station.categories().isEmpty() ? "{}" : station.categories())
                                .bind("soon", (int) station.targets().soon().toMinutes())
                                .bind("late", (int) station.targets().late().toMinutes())
                                .bind("at", station.trace().modifiedAt())
                                .bind("by", station.trace().modifiedBy())
                                .bind("revision", station.revision()),
                        row -> row.getLong("id"))
                .first()
                .isPresent();
        if (!stored) {
            throw new Rejected(new KitchenError.StationCodeTaken(station.code()));
        }
    }

    private static final Sql WAITING = Sql.of("""
            select count(*) as waiting from "KitchenTicket"
             where stationId = :id and merchantId = :merchant and status in ('PENDING', 'PROCESSING', 'READY')
            """);

    private static final Sql REMOVE = Sql.of("""
            update "KitchenStation" set deletedAt = :at, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where id = :id and merchantId = :merchant
            """);

    @Override
    public void remove(Tx tx, KitchenStation station, Origin origin, Instant at) {
        PostgresTx pg = PostgresTx.of(tx);
        long waiting = pg.ask(
                        WAITING.bind("id", station.id().value())
                                .bind("merchant", station.merchant().value()),
                        row -> row.getLong("waiting"))
                .rows()
                .getFirst();
        if (waiting > 0) {
            throw new Rejected(new KitchenError.StationBusy(station.id(), waiting));
        }
        pg.later(REMOVE.bind("id", station.id().value())
                .bind("merchant", station.merchant().value())
                .bind("at", at)
                .bind("by", origin.actor().label()));
    }
}
