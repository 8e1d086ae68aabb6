package nx.sale.domain.shift;

import static nx.sale.domain.order.TestOrders.MERCHANT;
import static nx.sale.domain.order.TestOrders.NOON;
import static nx.sale.domain.order.TestOrders.WAITER;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tender;

/** Shifts as tests want them. */
public final class TestShifts {
    public static final DeviceId TILL = new DeviceId("till-1");

    private TestShifts() {}

    /** An open shift with a float of 500,000. */
    public static PosSession.Open opened(long id) {
        return opened(id, CurrencyCode.VND, "500000");
    }

    public static PosSession.Open opened(long id, CurrencyCode currency, String openingFloat) {
        return PosSession.opened(
                new SessionId(id),
                new PosSession.Place(MERCHANT, TILL, new SaleChannelId(70)),
                new BigDecimal(openingFloat),
                currency,
                Optional.empty(),
                WAITER,
                NOON);
    }

    /** Figures of a shift that took so much cash, and 70,000 by card. */
    public static ShiftFigures took(String cash) {
        return new ShiftFigures(
                List.of(
                        new ShiftFigures.TenderSum(
                                Optional.of(Tender.CASH), CurrencyCode.VND, 2, new BigDecimal(cash), BigDecimal.ZERO),
                        new ShiftFigures.TenderSum(
                                Optional.of(Tender.CARD),
                                CurrencyCode.VND,
                                1,
                                new BigDecimal("70000"),
                                BigDecimal.ZERO),
                        new ShiftFigures.TenderSum(
                                Optional.of(Tender.CASH),
                                new CurrencyCode("USD"),
                                1,
                                new BigDecimal("5"),
                                BigDecimal.ZERO)),
                List.of());
    }

    /** A shift closed at noon, without orders that wait. */
    public static PosSession.Closed closed(
            PosSession.Open open, PosSession.CloseRequest request, ShiftFigures figures) {
        return ((PosSession.Outcome.Closed)
                        open.close(request, figures, OpenOrders.NONE, Settings.DEFAULT, WAITER, NOON))
                .session();
    }

    /** A request to close with so much counted. */
    public static PosSession.CloseRequest counted(String amount) {
        return new PosSession.CloseRequest(Optional.of(CashCount.of(new BigDecimal(amount))), Optional.empty(), false);
    }

    /** A request to close with so much counted, and why. */
    public static PosSession.CloseRequest counted(String amount, String note) {
        return new PosSession.CloseRequest(Optional.of(CashCount.of(new BigDecimal(amount))), Optional.of(note), false);
    }
}
