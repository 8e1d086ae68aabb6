package nx.sale.postgres.shift;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shift.Till;
import nx.sale.domain.shift.ZReport;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** The Z reports of all tills, for who verifies or exports them. */
public final class PostgresZArchive {
    private static final int PAGE = 500;

    /**
     * A till that has reports, or should have.
     *
     * @param till as it knows its chain itself; empty when its row is missing
     */
    public record Known(MerchantId merchant, DeviceId device, Optional<Till> till) {}

    private final Reads reads;

    public PostgresZArchive(Reads reads) {
        this.reads = reads;
    }

    private static final Sql TILLS = Sql.of("""
            select coalesce(t.merchantId, r.merchantId) as merchantId, coalesce(t.deviceId, r.deviceId) as deviceId,
                   t.openSessionId, t.lastNumber, t.lastHash
              from "Till" t
              full join (select distinct merchantId, deviceId from "PosSessionReport") r
                on r.merchantId = t.merchantId and r.deviceId = t.deviceId
             where (cast(:merchant as bigint) is null or coalesce(t.merchantId, r.merchantId) = :merchant)
               and (cast(:device as text) is null or coalesce(t.deviceId, r.deviceId) = :device)
             order by 1, 2
            """);

    public List<Known> tills(Optional<MerchantId> merchant, Optional<DeviceId> device) {
        return reads.list(
                TILLS.bind("merchant", merchant.map(MerchantId::value)).bind("device", device.map(DeviceId::value)),
                row -> new Known(
                        new MerchantId(row.getLong("merchantId")),
                        new DeviceId(row.getString("deviceId")),
                        Rows.optionalText(row, "lastHash").isPresent()
                                ? Optional.of(ShiftRows.till(row))
                                : Optional.empty()));
    }

    private static final Sql CHAIN = Sql.of("select " + ShiftRows.Z + """
              from "PosSessionReport"
             where merchantId = :merchant and deviceId = :device and number > :after
             order by number
             limit :page
            """);

    /** Every Z of a till, in the order of their numbers. */
    public void each(Known till, Consumer<ZReport> consumer) {
        long after = Long.MIN_VALUE;
        List<ZReport> page;
        do {
            page = reads.list(
                    CHAIN.bind("merchant", till.merchant().value())
                            .bind("device", till.device().value())
                            .bind("after", after)
                            .bind("page", PAGE),
                    ShiftRows::z);
            page.forEach(consumer);
            after = page.isEmpty() ? after : page.getLast().number();
        } while (page.size() == PAGE);
    }

    private static final Sql DISAGREEING = Sql.of("""
            select r.number
              from "PosSessionReport" r
             cross join lateral (
               select coalesce(jsonb_object_agg(tender || ' ' || currency, amount), '{}') as sums from (
                 select tender, currency, trim_scale(sum(amount)) as amount from "TillEntry"
                  where merchantId = :merchant and posSessionId = r.posSessionId and kind = 'TAKING' group by tender, currency) e) booked
             cross join lateral (
               select coalesce(jsonb_object_agg((t->>'method') || ' ' || (t->>'currency'), trim_scale((t->>'amount')::numeric)), '{}')
                      as sums
                 from jsonb_array_elements(cast(r.content as jsonb)->'tenders') t) reported
             cross join lateral (
               select coalesce(jsonb_object_agg(tender || ' ' || userId || ' ' || currency, amount), '{}') as tips from (
                 select tender, userId, currency, trim_scale(sum(amount)) as amount from "TillEntry"
                  where merchantId = :merchant and posSessionId = r.posSessionId and kind = 'TIP'
                  group by tender, userId, currency having sum(amount) <> 0) e) tipped
             cross join lateral (
               select coalesce(jsonb_object_agg((t->>'method') || ' ' || (t->>'staff') || ' ' || (t->>'currency'),
                                                trim_scale((t->>'amount')::numeric)), '{}') as tips
                 from jsonb_array_elements(coalesce(cast(r.content as jsonb)->'tips', '[]')) t) reportedTips
             cross join lateral (
               select coalesce(jsonb_object_agg(currency, amount), '{}') as sums from (
                 select currency, trim_scale(sum(amount)) as amount from "TillEntry"
                  where merchantId = :merchant and posSessionId = r.posSessionId and kind = 'ROUNDING'
                  group by currency having sum(amount) <> 0) e) rounded
             cross join lateral (
               select coalesce(jsonb_object_agg(t->>'currency', trim_scale((t->>'cashRounding')::numeric)), '{}') as sums
                 from jsonb_array_elements(cast(r.content as jsonb)->'sales') t
                where coalesce((t->>'cashRounding')::numeric, 0) <> 0) reportedRounding
             where r.merchantId = :merchant and r.deviceId = :device
               and (booked.sums <> reported.sums or tipped.tips <> reportedTips.tips or rounded.sums <> reportedRounding.sums)
             order by r.number
            """);

    /** The numbers of the reports whose takings, tips or cash rounding are not those that were booked to their shifts. */
    public List<Long> disagreeing(Known till) {
        return reads.list(
                DISAGREEING
                        .bind("merchant", till.merchant().value())
                        .bind("device", till.device().value()),
                row -> row.getLong("number"));
    }
}
