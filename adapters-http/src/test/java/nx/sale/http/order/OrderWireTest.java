package nx.sale.http.order;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.http.allocation.FloorUsage;
import nx.sale.http.check.CheckJson;
import nx.sale.http.json.Filled;
import nx.sale.http.json.Json;
import nx.sale.http.json.Wire;
import nx.sale.http.kitchen.KitchenJson;
import nx.sale.http.returns.RefundJson;
import nx.sale.http.returns.ReturnJson;
import org.junit.jupiter.api.Test;

/** The JSON of an order and of what it includes. */
class OrderWireTest {
    private static final OrderHeader HEADER = Filled.of(OrderHeader.class);

    @Test
    void anOrderWithAllItsIncludesIsWrittenAsItAlwaysWas() throws IOException {
        OrderIncludes includes = new OrderIncludes(
                List.of(OrderItem.of(Filled.of(Line.class))),
                OrderAdjustment.of(new OrderSnapshot(HEADER, List.of())),
                OrderCharge.of(HEADER),
                List.of(OrderPayment.of(Filled.of(PaymentViews.AttemptView.class))),
                List.of(CheckJson.Check.of(Filled.of(SaleCheck.class))),
                List.of(ReturnJson.Return.of(Filled.of(SaleReturn.class))),
                List.of(RefundJson.Refund.of(Filled.of(Refund.class))),
                List.of(KitchenJson.Ticket.of(Filled.of(KitchenTicket.class))),
                List.of(FloorUsage.of(Filled.of(AllocationUsage.class))),
                "5000");

        Wire.assertWritten(OrderJson.Order.of(HEADER, includes), "order");
    }

    @Test
    void whatIsMissingIsNull() throws IOException {
        OrderIncludes includes = new OrderIncludes(
                List.of(OrderItem.of(Filled.bare(Line.class))),
                List.of(),
                List.of(),
                List.of(OrderPayment.of(Filled.bare(PaymentViews.AttemptView.class))),
                List.of(CheckJson.Check.of(Filled.bare(SaleCheck.class))),
                List.of(ReturnJson.Return.of(Filled.bare(SaleReturn.class))),
                List.of(RefundJson.Refund.of(Filled.bare(Refund.class))),
                List.of(KitchenJson.Ticket.of(Filled.bare(KitchenTicket.class))),
                List.of(FloorUsage.of(Filled.bare(AllocationUsage.class))),
                null);

        Wire.assertWritten(OrderJson.Order.of(Filled.bare(OrderHeader.class), includes), "order-bare");
    }

    @Test
    void whatACheckoutDidNotAgreeIsLeftOut() {
        OrderHeader.Checkout nothing = Filled.bare(OrderHeader.Checkout.class);
        OrderHeader.Finance anywhere = Filled.bare(OrderHeader.Finance.class);

        assertThat(Json.text(OrderJson.Metadata.of(HEADER.merchant(), nothing)))
                .isEqualTo(json("{'merchantId':'461'}"));
        assertThat(Json.text(OrderJson.AgreedFinance.of(anywhere)))
                .isEqualTo(json("{'type':'%s'}", anywhere.type().name()));
    }

    @Test
    void whatWasNotAskedForIsLeftOut() throws IOException {
        String whole = Wire.recorded("order");

        assertThat(Json.text(OrderJson.Order.of(HEADER)))
                .isEqualTo(whole.substring(0, whole.indexOf(json(",'items':"))) + "}");
        assertThat(Json.text(OrderJson.Order.of(HEADER, OrderIncludes.items(List.of()))))
                .endsWith(json(",'items':[]}"));
    }
}
