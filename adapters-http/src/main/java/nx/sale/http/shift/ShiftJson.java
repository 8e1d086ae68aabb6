package nx.sale.http.shift;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.application.shift.CloseSession;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shift.CashCount;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftReading;
import nx.sale.domain.shift.ZReport;
import nx.sale.http.json.Json;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** The bodies and answers of the shift routes. */
public final class ShiftJson {
    private ShiftJson() {}

    @Rules.Example("""
            {"saleChannelId": "70101", "openingFloat": "500000", "deviceId": "till-9", "note": "morning shift"}""")
    public record Open(
            Long saleChannelId,

            @Rules.NotNegative @Rules.Means("what lies in the drawer at the start, in the channel's currency")
            BigDecimal openingFloat,

            @Rules.Means("the till; that of x-device-info when absent")
            Optional<String> deviceId,

            @Rules.Text(max = 2000) Optional<String> note) {}

    public record Denomination(
            @Rules.Means("of one note or coin") @Rules.NotNegative
            BigDecimal value,

            @Rules.Means("how many of them") @Rules.Between(min = 0, max = 1_000_000)
            Integer count) {}

    @Rules.Example("""
            {"actualCash": "1250000", "note": "one note was torn", "handOver": true}""")
    public record Close(
            @Rules.NotNegative
            @Rules.Digits(whole = 15)
            @Rules.Means("what was counted; or denominations; neither when nobody can count")
            Optional<BigDecimal> actualCash,

            @Rules.Means("what was counted, pile by pile") Optional<List<Denomination>> denominations,

            @Rules.Text(max = 2000) @Rules.Means("why it differs, once the recounts are used up, or why nobody counted")
            Optional<String> note,

            @Rules.Means("orders that wait for money go on under the till's next shift")
            Optional<Boolean> handOver) {}

    /** What cash can be moved for by hand. */
    public enum Kind {
        PAY_IN,
        PAY_OUT,
        DROP,
        TIP_OUT
    }

    @Rules.Example("""
            {"kind": "PAY_IN", "amount": "200000", "reason": "change from the bank"}""")
    public record MoveCash(
            @Rules.Means("with amount, or reverses instead of both")
            Optional<Kind> kind,

            @Rules.Positive(byDomain = true) @Rules.Means("what is moved; kind says which way")
            Optional<BigDecimal> amount,

            @Rules.Means("the movement that was a mistake") Optional<Long> reverses,

            @Rules.Means("of TIP_OUT: who is paid, by the id alone: 42, not user:42")
            Optional<String> userId,

            @Rules.Means("what for; the Z report shows it") @Rules.Text(max = 2000)
            String reason) {}

    @Rules.Example("""
            {"userId": "hoa"}""")
    public record Enrol(
            @Rules.Means("who comes to work at the till; the caller when absent")
            Optional<String> userId) {}

    @Rules.Means("a shift of a till")
    public record Session(
            String id,
            @JsonUnwrapped Place place,
            PosSession.Status status,
            String currency,
            @Rules.Means("cash in the drawer at the start") String openingFloat,
            @JsonUnwrapped CashMoved moved,
            @JsonUnwrapped Counts counts,
            @JsonUnwrapped Count count,

            @Rules.Means("whether orders that waited for money went on under the next shift; null while it is open")
            @Nullable
            Boolean handOver,

            @Rules.Means("of whoever opened it") @Nullable String note,
            @Rules.Means("of whoever closed it") @Nullable String closeNote,
            @JsonUnwrapped Hours hours,
            long revision) {
        static Session of(PosSession session) {
            Optional<PosSession.Closing> closing = session.findClosing();
            return new Session(
                    session.id().toString(),
                    new Place(
                            session.merchant().toString(),
                            session.place().device().toString(),
                            session.place().channel().toString()),
                    session.status(),
                    session.currency().value(),
                    session.openingFloat().canonical(),
                    CashMoved.of(session.moved()),
                    new Counts(session.recounts(), session.noSales()),
                    Count.of(closing),
                    closing.map(PosSession.Closing::handOver).orElse(null),
                    session.note().orElse(null),
                    closing.flatMap(PosSession.Closing::note).orElse(null),
                    new Hours(
                            session.trace().createdAt().toString(),
                            session.trace().createdBy(),
                            closing.map(end -> end.at().toString()).orElse(null),
                            closing.map(PosSession.Closing::by).orElse(null)),
                    session.revision());
        }
    }

    /** The till, and where it sells. */
    record Place(String merchantId, @Rules.Means("the till") String deviceId, String saleChannelId) {}

    /** How often it was to be counted again, and the drawer was opened without a sale. */
    record Counts(
            @Rules.Means("how often it was to be counted again")
            int closeRecountCount,

            @Rules.Means("how often the drawer was opened without a sale")
            int noSales) {}

    /** What was moved into the drawer and out of it other than by sales. */
    record CashMoved(
            @Rules.Means("moved into the drawer by hand") String payIn,
            @Rules.Means("moved out of it by hand") String payOut,
            @Rules.Means("moved out of it into the safe") String drop,
            @Rules.Means("given back to guests") String refund,
            @Rules.Means("tips that were paid out") String tipOut) {
        static CashMoved of(nx.sale.domain.shift.CashMoved moved) {
            return new CashMoved(
                    moved.payIn().canonical(),
                    moved.payOut().canonical(),
                    moved.drop().canonical(),
                    moved.refund().canonical(),
                    moved.tipOut().canonical());
        }
    }

    /** The count of the drawer at close. */
    record Count(
            @Rules.Means("what should have been in the drawer; null while the shift is open") @Nullable
            String expectedCash,

            @Rules.Means("what was counted") @Nullable String actualCash,
            @Rules.Means("counted less expected") @Nullable String cashDiscrepancy,

            @Rules.Means("what was counted, pile by pile") @Nullable
            List<Pile> denominations) {
        static Count of(Optional<PosSession.Closing> closing) {
            Optional<CashCount> counted = closing.flatMap(PosSession.Closing::counted);
            return new Count(
                    closing.map(end -> Decimals.plain(end.expected())).orElse(null),
                    counted.map(count -> Decimals.plain(count.amount())).orElse(null),
                    closing.flatMap(PosSession.Closing::discrepancy)
                            .map(Decimals::plain)
                            .orElse(null),
                    counted.map(count -> count.denominations().stream()
                                    .map(pile -> new Pile(Decimals.plain(pile.value()), pile.count()))
                                    .toList())
                            .orElse(null));
        }
    }

    record Hours(
            String openedAt,

            @Rules.Means("who: user: or service: and its name")
            String openedBy,

            @Nullable String closedAt,
            @Rules.Means("as openedBy") @Nullable String closedBy) {}

    public record Pile(
            @Rules.Means("of one note or coin") String value,
            @Rules.Means("how many of them") int count) {}

    @Rules.Means("somebody who works, or worked, in the shift")
    public record Enrolment(
            String userId,
            String enrolledAt,
            String enrolledBy,

            @Rules.Means("null while they are there") @Nullable
            String leftAt) {
        static Enrolment of(nx.sale.domain.shift.Enrolment enrolment) {
            return new Enrolment(
                    enrolment.userId(),
                    enrolment.enrolledAt().toString(),
                    enrolment.enrolledBy(),
                    enrolment.leftAt().map(Object::toString).orElse(null));
        }
    }

    /**
     * The outcome of a request to close.
     *
     * @param recounts how often it was to be counted again so far
     * @param left how often it will be asked again, for RECOUNT
     * @param session the closed shift; null for RECOUNT, which shows no figures
     */
    @Rules.Means("closed, or to be counted again")
    public record Closed(
            @Rules.Words({"CLOSED", "RECOUNT"}) String outcome,

            @Rules.Means("how often it was to be counted again so far")
            int recounts,

            @Rules.Means("how often it will be asked again, for RECOUNT") @Nullable
            Integer left,

            @Rules.Means("of the Z report; null for RECOUNT") @Nullable
            Long zNumber,

            @Rules.Means("the closed shift; null for RECOUNT, which shows no figures") @Nullable
            Session session) {
        static Closed of(CloseSession.Result result) {
            return switch (result) {
                case CloseSession.Result.Recount again ->
                    new Closed("RECOUNT", again.session().recounts(), again.left(), null, null);
                case CloseSession.Result.Closed closed ->
                    new Closed(
                            "CLOSED",
                            closed.session().recounts(),
                            null,
                            closed.z().number(),
                            Session.of(closed.session()));
            };
        }
    }

    /** The drawer. {@code expected} = openingFloat + sales + payIn - payOut - drop - refund - tipOut. */
    public record Cash(
            String openingFloat,
            @Rules.Means("paid in cash") String sales,
            @Rules.Means("moved into the drawer by hand") String payIn,
            @Rules.Means("moved out of it by hand") String payOut,
            @Rules.Means("moved out of it into the safe") String drop,
            @Rules.Means("given back to guests") String refund,

            @Nullable @Rules.Means("tips that were paid out; absent in a Z below version 3")
            String tipOut,

            @Rules.Means("openingFloat + sales + payIn - payOut - drop - refund - tipOut")
            String expected,

            @Nullable String counted,
            @Nullable List<Pile> denominations,
            @Rules.Means("counted less expected") @Nullable String discrepancy) {}

    /** What came in by one tender; {@code carried} of it while no shift was open. */
    public record TenderSum(
            @Rules.Words({"CASH", "BANK", "CARD", "WALLET", "QR", "OTHER", "UNKNOWN"})
            String method,

            String currency,
            @Rules.Means("how many") long payments,
            String amount,

            @Rules.Means("of the amount: what came while no shift was open")
            String carried) {}

    /** Orders that ended in the shift, and money to look at, in one currency. */
    public record SalesSum(
            String currency,
            @Rules.Means("completed in the shift") long orders,

            @Rules.Means("of them: completed while no shift was open")
            long carriedOrders,

            String subtotal,
            String discount,

            @Nullable @Rules.Means("absent in a Z of version 1")
            String charge,

            String tax,
            String rounding,
            String total,
            long cancelledOrders,
            String cancelledTotal,

            @Rules.Means("money for orders that did not wait for it")
            String late,

            @Rules.Means("money beyond what was due") String overpaid,

            @Nullable @Rules.Means("absent in a Z below version 3")
            String cashRounding) {}

    /** Tips of one person by one tender; {@code staff} as rows name an actor. */
    public record TipSum(
            @Rules.Words({"CASH", "BANK", "CARD", "WALLET", "QR", "OTHER", "UNKNOWN"})
            @Rules.Means("the means of payment")
            String method,

            @Rules.Means("as rows name an actor, user:42") String staff,
            String currency,
            String amount) {}

    /** What went back for returns by one tender, less what failed; {@code carried} of it while no shift was open. */
    public record RefundSum(Tender method, String currency, long refunds, String amount, String carried) {}

    /** Goods that came back, in one currency. */
    public record ReturnSum(String currency, long returns, String total) {}

    /** Orders of the till that have not ended. */
    public record OpenSum(
            @Rules.OneOf(OrderStatus.class) String status, String currency, long orders, String total, String paid) {}

    /** A shift with its figures: the X, and the content of a Z. */
    @Rules.Means("the figures of a shift")
    public record Reading(
            @Rules.Means("of the Z report; null in an X") @Nullable
            Long number,

            @JsonUnwrapped Till till,
            String currency,
            @JsonUnwrapped Opening opening,
            @Rules.Means("when the figures were taken") String readAt,
            @JsonUnwrapped Closing closing,

            @JsonUnwrapped Content content,
            @Rules.Means("the drawer") Cash cash,

            @Rules.Means("what came in, by means of payment")
            List<TenderSum> tenders,

            @Rules.Means("orders that ended in the shift, by currency")
            List<SalesSum> sales,

            @Nullable @Rules.Means("of the staff, by person and means of payment; absent in a Z below version 3")
            List<TipSum> tips,

            @Nullable @Rules.Means("absent in a Z below version 4")
            List<RefundSum> refunds,

            @Nullable @Rules.Means("absent in a Z below version 4")
            List<ReturnSum> returns,

            @Rules.Means("orders of the till that have not ended")
            List<OpenSum> openOrders) {
        static Reading of(ShiftReading reading) {
            return Json.read(reading.canonical(OptionalLong.empty()), Reading.class);
        }
    }

    /** Whose shift it is. */
    record Till(String merchantId, String deviceId, String posSessionId, String saleChannelId) {}

    record Opening(
            String openedAt,

            @Rules.Means("who: user: or service: and its name")
            String openedBy,

            @Nullable String openingNote) {}

    record Closing(
            @Nullable String closedAt,
            @Nullable String closedBy,

            @Rules.Means("whether orders that waited for money went on under the next shift") @Nullable
            Boolean handOver,

            @Nullable String note) {}

    /** The Z: final, and chained to the one before by its hash. */
    @Rules.Means("the final report of a closed shift")
    public record Z(
            String id,
            @Rules.Means("counts the reports of the till") long number,
            String deviceId,
            String posSessionId,
            String createdAt,
            @Rules.Means("that of the till's report before") String previousHash,

            @Rules.Means("SHA-256 over the report and previousHash")
            String hash,

            Reading content) {
        static Z of(ZReport z) {
            return new Z(
                    z.id().toString(),
                    z.number(),
                    z.device().toString(),
                    z.session().toString(),
                    z.at().toString(),
                    z.previousHash(),
                    z.hash(),
                    Json.read(z.content(), Reading.class));
        }
    }
}
