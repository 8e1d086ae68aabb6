package nx.sale.domain.shift;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Times;

/**
 * A shift with its figures at one moment: the X while it is open, what a Z holds once it is closed.
 *
 * @param session with its closing for a Z
 */
public record ShiftReading(PosSession session, ShiftFigures figures, OpenOrders open, Instant at) {
    /**
     * Of the content: 2 has service charges, 3 cash rounding, tips and no-sales, 4 returns and what went back for them. One without a version is
     * 1; each Z is verified by its own content (SHIFT-23).
     */
    private static final int VERSION = 4;

    public ShiftReading {
        at = Times.kept(at);
    }

    /** The name of a tender in reports. */
    public static String name(Optional<Tender> tender) {
        return tender.map(Tender::name).orElse("UNKNOWN");
    }

    /**
     * The reading as JSON that is always written the same way: sorted keys, no blanks, amounts and ids as text.
     *
     * @param number of the Z; empty for an X
     */
    public String canonical(OptionalLong number) {
        CanonicalJson json = new CanonicalJson()
                .text("merchantId", session.merchant().toString())
                .text("deviceId", session.place().device().toString())
                .text("posSessionId", session.id().toString())
                .text("saleChannelId", session.place().channel().toString())
                .text("currency", session.currency().value())
                .text("openedAt", session.trace().createdAt().toString())
                .text("openedBy", session.trace().createdBy())
                .text("readAt", at.toString())
                .number("version", VERSION)
                .number("recounts", session.recounts())
                .number("noSales", session.noSales())
                .object("cash", cash());
        number.ifPresent(value -> json.number("number", value));
        session.note().ifPresent(note -> json.text("openingNote", note));
        session.findClosing().ifPresent(closing -> {
            json.text("closedAt", closing.at().toString())
                    .text("closedBy", closing.by())
                    .flag("handOver", closing.handOver());
            closing.note().ifPresent(note -> json.text("note", note));
        });
        return json.list(
                        "tenders",
                        figures.tenders(),
                        sum -> new CanonicalJson()
                                .text("method", name(sum.tender()))
                                .text("currency", sum.currency().value())
                                .number("payments", sum.payments())
                                .text("amount", Decimals.plain(sum.amount()))
                                .text("carried", Decimals.plain(sum.carried())))
                .list(
                        "sales",
                        figures.sales(),
                        sum -> new CanonicalJson()
                                .text("currency", sum.currency().value())
                                .number("orders", sum.orders())
                                .number("carriedOrders", sum.carriedOrders())
                                .text("subtotal", Decimals.plain(sum.subtotal()))
                                .text("discount", Decimals.plain(sum.discount()))
                                .text("charge", Decimals.plain(sum.charge()))
                                .text("tax", Decimals.plain(sum.tax()))
                                .text("rounding", Decimals.plain(sum.rounding()))
                                .text("total", Decimals.plain(sum.total()))
                                .number("cancelledOrders", sum.cancelledOrders())
                                .text("cancelledTotal", Decimals.plain(sum.cancelledTotal()))
                                .text("late", Decimals.plain(sum.late()))
                                .text("overpaid", Decimals.plain(sum.over()))
                                .text("cashRounding", Decimals.plain(sum.cashRounding())))
                .list(
                        "tips",
                        figures.tips(),
                        sum -> new CanonicalJson()
                                .text("method", name(sum.tender()))
                                .text("staff", sum.user())
                                .text("currency", sum.currency().value())
                                .text("amount", Decimals.plain(sum.amount())))
                .list(
                        "refunds",
                        figures.refunds(),
                        sum -> new CanonicalJson()
                                .text("method", sum.tender().name())
                                .text("currency", sum.currency().value())
                                .number("refunds", sum.refunds())
                                .text("amount", Decimals.plain(sum.amount()))
                                .text("carried", Decimals.plain(sum.carried())))
                .list(
                        "returns",
                        figures.returns(),
                        sum -> new CanonicalJson()
                                .text("currency", sum.currency().value())
                                .number("returns", sum.returns())
                                .text("total", Decimals.plain(sum.total())))
                .list(
                        "openOrders",
                        open.sums(),
                        sum -> new CanonicalJson()
                                .text("status", sum.status().name())
                                .text("currency", sum.currency().value())
                                .number("orders", sum.orders())
                                .text("total", Decimals.plain(sum.total()))
                                .text("paid", Decimals.plain(sum.paid())))
                .toString();
    }

    private CanonicalJson cash() {
        CashMoved moved = session.moved();
        CanonicalJson cash = new CanonicalJson()
                .text("openingFloat", session.openingFloat().canonical())
                .text("sales", Decimals.plain(figures.cash(session.currency())))
                .text("payIn", moved.payIn().canonical())
                .text("payOut", moved.payOut().canonical())
                .text("drop", moved.drop().canonical())
                .text("refund", Decimals.plain(moved.refund().amount().add(figures.cashRefunded(session.currency()))))
                .text("tipOut", moved.tipOut().canonical())
                .text("expected", Decimals.plain(session.expectedCash(figures)));
        session.findClosing()
                .flatMap(PosSession.Closing::counted)
                .ifPresent(counted -> cash.text("counted", Decimals.plain(counted.amount()))
                        .list(
                                "denominations",
                                counted.denominations(),
                                pile -> new CanonicalJson()
                                        .text("value", Decimals.plain(pile.value()))
                                        .number("count", pile.count())));
        session.findClosing()
                .flatMap(PosSession.Closing::discrepancy)
                .ifPresent(discrepancy -> cash.text("discrepancy", Decimals.plain(discrepancy)));
        return cash;
    }
}
