package nx.sale.postgres.shift;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.Enrolment;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftReading;
import nx.sale.domain.shift.ShiftViews;
import nx.sale.domain.shift.ZReport;
import nx.sale.postgres.sql.PostgresListing;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** Shifts for reading. */
public final class PostgresShiftViews implements ShiftViews {
    private final Reads reads;
    private final PostgresListing<PosSession> listing;

    public PostgresShiftViews(Reads reads) {
        this.reads = reads;
        listing = new PostgresListing<>(reads, ShiftRows.SESSION, "\"PosSession\"", ShiftRows::session);
    }

    private static final Sql FIND = Sql.of("select " + ShiftRows.SESSION + """
              from "PosSession"
             where id = :id and merchantId = :merchant and deletedAt is null
            """);

    @Override
    public Optional<PosSession> find(MerchantId merchant, SessionId id) {
        return reads.first(FIND.bind("id", id.value()).bind("merchant", merchant.value()), ShiftRows::session);
    }

    private static final Sql FIND_OPEN = Sql.of("select " + ShiftRows.SESSION + """
              from "PosSession"
             where merchantId = :merchant and deviceId = :device and status = 'OPEN' and deletedAt is null
            """);

    @Override
    public Optional<PosSession.Open> findOpen(MerchantId merchant, DeviceId device) {
        return reads.first(
                FIND_OPEN.bind("merchant", merchant.value()).bind("device", device.value()), ShiftRows::open);
    }

    @Override
    public List<PosSession> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }

    private static final Sql MOVEMENTS = Sql.of("select " + ShiftRows.MOVEMENT + """
              from "CashMovement" m
             where m.posSessionId = :session and m.merchantId = :merchant
             order by m.id
            """);

    @Override
    public List<CashMovement> listMovements(MerchantId merchant, SessionId session) {
        return reads.list(of(MOVEMENTS, merchant, session), ShiftRows::movement);
    }

    private static final Sql ENROLMENTS = Sql.of("""
            select userId, enrolledAt, enrolledBy, leftAt
              from "PosSessionEnrolment"
             where posSessionId = :session and merchantId = :merchant
             order by id
            """);

    @Override
    public List<Enrolment> listEnrolments(MerchantId merchant, SessionId session) {
        return reads.list(
                of(ENROLMENTS, merchant, session),
                row -> new Enrolment(
                        row.getString("userId"),
                        Rows.instant(row, "enrolledAt"),
                        row.getString("enrolledBy"),
                        Rows.optionalInstant(row, "leftAt")));
    }

    private static final Sql READ = Sql.of("select s.*, " + ShiftRows.FIGURES + """
              from "PosSession" s
             where s.id = :session and s.merchantId = :merchant and s.deletedAt is null
            """);

    @Override
    public Optional<ShiftReading> findReading(MerchantId merchant, SessionId session, Instant at) {
        return reads.first(of(READ, merchant, session), row -> {
            ShiftRows.Figures figures = ShiftRows.figures(row);
            return new ShiftReading(ShiftRows.session(row), figures.sums(), figures.open(), at);
        });
    }

    private static final Sql FIND_Z = Sql.of("select " + ShiftRows.Z + """
              from "PosSessionReport"
             where posSessionId = :session and merchantId = :merchant
            """);

    @Override
    public Optional<ZReport> findZ(MerchantId merchant, SessionId session) {
        return reads.first(of(FIND_Z, merchant, session), ShiftRows::z);
    }

    private static Sql.Bound of(Sql sql, MerchantId merchant, SessionId session) {
        return sql.bind("session", session.value()).bind("merchant", merchant.value());
    }
}
