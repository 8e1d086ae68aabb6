package nx.sale.postgres.reservation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.ReservationError;
import nx.sale.domain.reservation.ReservationViews;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresListing;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** Reservations, for changing and for reading. */
public final class PostgresReservations implements Reservations, ReservationViews {
    private static final String COLUMNS = """
            id, merchantId, guestName, guestPhone, occasion, note, customerId, partySize, reservedFrom, reservedTo, source, status,
            confirmedAt, checkedInAt, cancelledAt, expiredAt, cancellationReason, saleOrderId, revision, createdAt, createdBy,
            modifiedAt, modifiedBy
            """;

    private final Reads reads;
    private final PostgresListing<Reservation> listing;

    public PostgresReservations(Reads reads) {
        this.reads = reads;
        listing = new PostgresListing<>(reads, COLUMNS, "\"Reservation\"", PostgresReservations::read);
    }

    private static Reservation read(ResultSet row) throws SQLException {
        return new Reservation(
                new ReservationId(row.getLong("id")),
                new MerchantId(row.getLong("merchantId")),
                new Reservation.Guest(
                        row.getString("guestName"),
                        Rows.optionalText(row, "guestPhone").map(Reservation.Guest.Phone::new),
                        Rows.optionalText(row, "occasion").map(Reservation.Guest.Occasion::new),
                        Rows.optionalText(row, "note"),
                        Rows.optionalLong(row, "customerId").map(CustomerId::new)),
                row.getInt("partySize"),
                new Window(Rows.instant(row, "reservedFrom"), Rows.instant(row, "reservedTo")),
                Reservation.Source.valueOf(row.getString("source")),
                Reservation.Status.valueOf(row.getString("status")),
                stamps(row),
                Rows.optionalText(row, "cancellationReason"),
                Rows.optionalLong(row, "saleOrderId").map(OrderId::new),
                row.getLong("revision"),
                Rows.trace(row));
    }

    private static Reservation.Stamps stamps(ResultSet row) throws SQLException {
        Map<Reservation.Status, Instant> times = new EnumMap<>(Reservation.Status.class);
        Rows.optionalInstant(row, "confirmedAt").ifPresent(at -> times.put(Reservation.Status.CONFIRMED, at));
        Rows.optionalInstant(row, "checkedInAt").ifPresent(at -> times.put(Reservation.Status.CHECKED_IN, at));
        Rows.optionalInstant(row, "cancelledAt").ifPresent(at -> times.put(Reservation.Status.CANCELLED, at));
        Rows.optionalInstant(row, "expiredAt").ifPresent(at -> times.put(Reservation.Status.EXPIRED, at));
        return new Reservation.Stamps(times);
    }

    private static final String ONE = "select " + COLUMNS + """
              from "Reservation"
             where id = :id and merchantId = :merchant and deletedAt is null
            """;

    private static final Sql FIND = Sql.of(ONE);

    @Override
    public Optional<Reservation> find(MerchantId merchant, ReservationId id) {
        return reads.first(FIND.bind("id", id.value()).bind("merchant", merchant.value()), PostgresReservations::read);
    }

    @Override
    public List<Reservation> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }

    private static final Sql WHOSE = Sql.of("""
            select r.merchantId
              from "Reservation" r
              left join "Setting" s on s.merchantId = r.merchantId
             where r.status in ('PENDING', 'CONFIRMED') and r.deletedAt is null and r.reservedTo < :at
               and r.reservedTo + make_interval(mins => coalesce(s.reservationGraceMinutes, :otherwise)) < :at
               and r.merchantId <> all(:without)
             group by r.merchantId
             order by min(r.reservedTo)
             limit :limit
            """);

    @Override
    public List<MerchantId> listWithMissed(Instant at, Duration otherwise, Collection<MerchantId> without, int limit) {
        return reads.merchants(WHOSE.bind("at", at).bind("otherwise", (int) otherwise.toMinutes()), without, limit);
    }

    private static final Sql MISSED = Sql.of("""
            select id
              from "Reservation"
             where merchantId = :merchant and status in ('PENDING', 'CONFIRMED') and deletedAt is null and reservedTo < :until
             order by reservedTo
             limit :limit
            """);

    @Override
    public List<ReservationId> listMissed(MerchantId merchant, Instant at, Duration grace, int limit) {
        return reads.list(
                MISSED.bind("merchant", merchant.value())
                        .bind("until", at.minus(grace))
                        .bind("limit", limit),
                row -> new ReservationId(row.getLong("id")));
    }

    private static final Sql LOCK = Sql.of(ONE + " for update");

    @Override
    public Reservation lock(Tx tx, MerchantId merchant, ReservationId id) {
        tx.rank(LockRank.RESERVATION);
        return PostgresTx.of(tx)
                .ask(LOCK.bind("id", id.value()).bind("merchant", merchant.value()), PostgresReservations::read)
                .first()
                .orElseThrow(() -> new Rejected(new ReservationError.NotFound(id)));
    }

    private static final Sql ADD = Sql.of("""
            insert into "Reservation"
                   (id, merchantId, guestName, guestPhone, occasion, note, customerId, partySize, reservedFrom, reservedTo, source,
                    status, confirmedAt, checkedInAt, cancelledAt, expiredAt, cancellationReason, saleOrderId, createdAt,
                    createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :name, :phone, :occasion, :note, :customer, :party, :from, :to, :source, :status,
                    :confirmedAt, :checkedInAt, :cancelledAt, :expiredAt, :reason, :order, :at, :by, :at, :by, :revision)
            """);

    @Override
    public void add(Tx tx, Reservation reservation) {
        tx.rank(LockRank.RESERVATION);
        PostgresTx.of(tx).later(bound(ADD, reservation));
    }

    private static final Sql UPDATE = Sql.of("""
            update "Reservation"
               set guestName = :name, guestPhone = :phone, occasion = :occasion, note = :note, customerId = :customer,
                   partySize = :party, reservedFrom = :from, reservedTo = :to, status = :status, confirmedAt = :confirmedAt,
                   checkedInAt = :checkedInAt, cancelledAt = :cancelledAt, expiredAt = :expiredAt,
                   cancellationReason = :reason, saleOrderId = :order, modifiedAt = :at, modifiedBy = :by,
                   revision = case when revision < :revision then :revision else refuse_stale_revision(revision) end
             where id = :id and merchantId = :merchant and source = :source
            """);

    @Override
    public void update(Tx tx, Reservation reservation) {
        PostgresTx.of(tx).later(bound(UPDATE, reservation));
    }

    private static Sql.Bound bound(Sql sql, Reservation reservation) {
        Reservation.Guest guest = reservation.guest();
        Reservation.Stamps stamps = reservation.stamps();
        return sql.bind("id", reservation.id().value())
                .bind("merchant", reservation.merchant().value())
                .bind("name", guest.name())
                .bind("phone", guest.phone().map(Reservation.Guest.Phone::value))
                .bind("occasion", guest.occasion().map(Reservation.Guest.Occasion::value))
                .bind("note", guest.note())
                .bind("customer", guest.customer().map(CustomerId::value))
                .bind("party", reservation.partySize())
                .bind("from", reservation.window().from())
                .bind("to", reservation.window().until())
                .bind("source", reservation.source())
                .bind("status", reservation.status())
                .bind("confirmedAt", stamps.of(Reservation.Status.CONFIRMED))
                .bind("checkedInAt", stamps.of(Reservation.Status.CHECKED_IN))
                .bind("cancelledAt", stamps.of(Reservation.Status.CANCELLED))
                .bind("expiredAt", stamps.of(Reservation.Status.EXPIRED))
                .bind("reason", reservation.cancellationReason())
                .bind("order", reservation.order().map(OrderId::value))
                .bind("at", reservation.trace().modifiedAt())
                .bind("by", reservation.trace().modifiedBy())
                .bind("revision", reservation.revision());
    }

    private static final Sql REMOVE = Sql.of("""
            update "Reservation" set deletedAt = :at, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where id = :id and merchantId = :merchant
            """);

    @Override
    public void remove(Tx tx, Reservation reservation, Origin origin, Instant at) {
        PostgresTx.of(tx)
                .later(REMOVE.bind("id", reservation.id().value())
                        .bind("merchant", reservation.merchant().value())
                        .bind("at", at)
                        .bind("by", origin.actor().label()));
    }
}
