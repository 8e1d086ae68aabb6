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
import nx.sale.domain.payment.PaymentViews;
import nx.sale.http.allocation.FloorJson;
import nx.sale.http.check.CheckJson;
import nx.sale.http.json.Filled;
import nx.sale.http.json.Json;
import nx.sale.http.json.Wire;
import nx.sale.http.kitchen.KitchenJson;
import org.junit.jupiter.api.Test;

/** The JSON of an order and of what it includes. */
class OrderWireTest {
    private static final OrderHeader HEADER = Filled.of(OrderHeader.class);

    @Test
    void anOrderWithAllItsIncludesIsWrittenAsItAlwaysWas() throws IOException {
        OrderJson.Includes includes = OrderJson.Includes.NONE
                .items(List.of(OrderJson.Item.of(Filled.of(Line.class))))
                .payments(List.of(OrderJson.Payment.of(Filled.of(PaymentViews.AttemptView.class))))
                .checks(List.of(CheckJson.Check.of(Filled.of(SaleCheck.class))))
                .tickets(List.of(KitchenJson.Ticket.of(Filled.of(KitchenTicket.class))))
                .usages(List.of(FloorJson.Usage.of(Filled.of(AllocationUsage.class))));

        Wire.assertWritten(OrderJson.Order.of(HEADER, includes), "order");
    }

    @Test
    void whatIsMissingIsNull() throws IOException {
        OrderJson.Includes includes = OrderJson.Includes.NONE
                .items(List.of(OrderJson.Item.of(Filled.bare(Line.class))))
                .payments(List.of(OrderJson.Payment.of(Filled.bare(PaymentViews.AttemptView.class))))
                .checks(List.of(CheckJson.Check.of(Filled.bare(SaleCheck.class))))
                .tickets(List.of(KitchenJson.Ticket.of(Filled.bare(KitchenTicket.class))))
                .usages(List.of(FloorJson.Usage.of(Filled.bare(AllocationUsage.class))));

        Wire.assertWritten(OrderJson.Order.of(Filled.bare(OrderHeader.class), includes), "order-bare");
    }

    @Test
    void whatWasNotAskedForIsLeftOut() throws IOException {
        String whole = Wire.recorded("order");

        assertThat(Json.text(OrderJson.Order.of(HEADER)))
                .isEqualTo(whole.substring(0, whole.indexOf(json(",'items':"))) + "}");
        assertThat(Json.text(OrderJson.Order.of(HEADER, OrderJson.Includes.NONE.checks(List.of()))))
                .endsWith(json(",'checks':[]}"));
    }
}
