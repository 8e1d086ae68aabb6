package nx.sale.postgres.settings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.settings.CashRules;
import nx.sale.domain.settings.MoneyRules;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** The merchants' settings; a merchant without a row has the defaults. */
public final class PostgresSettings implements SettingsStore {
    private static final String SELECT = """
            select timezone, dayCutoffHour, shiftManagement, priceHold, kitchenAutoSend, spendPerPoint, cashTolerance,
                   maxRecounts, defaultStationId, reservationGraceMinutes, noShowMinutes, turnMinutes, reasons,
                   discountLimitPercent, serviceCharges, cashIncrement, cashByTill, revision
              from "Setting"
             where merchantId = :merchant
            """;

    private final Reads reads;
    private final Ids ids;

    public PostgresSettings(Reads reads, Ids ids) {
        this.reads = reads;
        this.ids = ids;
    }

    private static final Sql FIND = Sql.of(SELECT);

    @Override
    public Settings get(MerchantId merchant) {
        return reads.first(FIND.bind("merchant", merchant.value()), PostgresSettings::read)
                .orElse(Settings.DEFAULT);
    }

    private static final Sql LOCK = Sql.of(SELECT + " for update");

    @Override
    public Settings lock(Tx tx, MerchantId merchant) {
        tx.rank(LockRank.SETTINGS);
        return PostgresTx.of(tx)
                .ask(LOCK.bind("merchant", merchant.value()), PostgresSettings::read)
                .first()
                .orElse(Settings.DEFAULT);
    }

    private static Settings read(ResultSet row) throws SQLException {
        return new Settings(
                ZoneId.of(row.getString("timezone")),
                row.getInt("dayCutoffHour"),
                row.getBoolean("shiftManagement"),
                row.getBoolean("priceHold"),
                row.getBoolean("kitchenAutoSend"),
                Rows.optionalDecimal(row, "spendPerPoint"),
                row.getBigDecimal("cashTolerance"),
                row.getInt("maxRecounts"),
                Rows.optionalLong(row, "defaultStationId"),
                Duration.ofMinutes(row.getInt("reservationGraceMinutes")),
                Duration.ofMinutes(row.getInt("noShowMinutes")),
                Duration.ofMinutes(row.getInt("turnMinutes")),
                new MoneyRules(
                        MoneyRulesColumns.reasons(row.getString("reasons")),
                        row.getBigDecimal("discountLimitPercent"),
                        MoneyRulesColumns.serviceCharges(row.getString("serviceCharges")),
                        new CashRules(
                                MoneyRulesColumns.increments(row.getString("cashIncrement")),
                                row.getBoolean("cashByTill"))),
                row.getLong("revision"));
    }

    private static final Sql PUT = Sql.of("""
            insert into "Setting" as s
                   (id, merchantId, timezone, dayCutoffHour, shiftManagement, priceHold, kitchenAutoSend, spendPerPoint,
                    cashTolerance, maxRecounts, defaultStationId, reservationGraceMinutes, noShowMinutes, turnMinutes,
                    reasons, discountLimitPercent, serviceCharges, cashIncrement, cashByTill, createdAt, createdBy,
                    modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :timezone, :cutoff, :shifts, :hold, :autoSend, :spendPerPoint, :tolerance, :recounts,
                    :station, :grace, :noShow, :turn, cast(:reasons as jsonb), :discountLimit, cast(:charges as jsonb),
                    cast(:cashIncrement as jsonb), :cashByTill, :at, :by, :at, :by, :revision)
                on conflict (merchantId) do update
               set timezone = excluded.timezone, dayCutoffHour = excluded.dayCutoffHour,
                   shiftManagement = excluded.shiftManagement, priceHold = excluded.priceHold,
                   kitchenAutoSend = excluded.kitchenAutoSend, spendPerPoint = excluded.spendPerPoint,
                   cashTolerance = excluded.cashTolerance, maxRecounts = excluded.maxRecounts,
                   defaultStationId = excluded.defaultStationId,
                   reservationGraceMinutes = excluded.reservationGraceMinutes, noShowMinutes = excluded.noShowMinutes,
                   turnMinutes = excluded.turnMinutes, reasons = excluded.reasons,
                   discountLimitPercent = excluded.discountLimitPercent, serviceCharges = excluded.serviceCharges,
                   cashIncrement = excluded.cashIncrement, cashByTill = excluded.cashByTill,
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = excluded.revision
             where s.revision = excluded.revision - 1
            """);

    @Override
    public void update(Tx tx, MerchantId merchant, Settings settings, Origin origin, Instant at) {
        PostgresTx.of(tx)
                .laterOne(
                        PUT.bind("id", ids.next())
                                .bind("merchant", merchant.value())
                                .bind("timezone", settings.timezone().getId())
                                .bind("cutoff", settings.dayCutoffHour())
                                .bind("shifts", settings.shiftManagement())
                                .bind("hold", settings.priceHold())
                                .bind("autoSend", settings.kitchenAutoSend())
                                .bind("spendPerPoint", settings.spendPerPoint())
                                .bind("tolerance", settings.cashTolerance())
                                .bind("recounts", settings.maxRecounts())
                                .bind("station", settings.defaultStationId())
                                .bind("grace", (int) settings.reservationGrace().toMinutes())
                                .bind("noShow", (int) settings.noShow().toMinutes())
                                .bind("turn", (int) settings.turn().toMinutes())
                                .bind(
                                        "reasons",
                                        MoneyRulesColumns.text(settings.money().reasons()))
                                .bind("discountLimit", settings.money().discountLimitPercent())
                                .bind(
                                        "charges",
                                        MoneyRulesColumns.text(settings.money().serviceCharges()))
                                .bind(
                                        "cashIncrement",
                                        MoneyRulesColumns.increments(
                                                settings.money().cash().increment()))
                                .bind("cashByTill", settings.money().cash().byTill())
                                .bind("at", at)
                                .bind("by", origin.actor().label())
                                .bind("revision", settings.revision()),
                        "the settings were not locked");
    }
}
