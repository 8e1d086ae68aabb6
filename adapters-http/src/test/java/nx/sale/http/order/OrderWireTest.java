package nx.sale.http.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import nx.sale.http.kitchen.KitchenJson;
import org.junit.jupiter.api.Test;

/** The JSON of an order and of what it includes, octet by octet: records may be regrouped, names and order of fields stay. */
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

        assertThat(Json.text(OrderJson.Order.of(HEADER, includes))).isEqualTo(recorded("order.json"));
    }

    @Test
    void whatWasNotAskedForIsLeftOut() throws IOException {
        String whole = recorded("order.json");

        assertThat(Json.text(OrderJson.Order.of(HEADER)))
                .isEqualTo(whole.substring(0, whole.indexOf(",\"items\":")) + "}");
        assertThat(Json.text(OrderJson.Order.of(HEADER, OrderJson.Includes.NONE.checks(List.of()))))
                .endsWith(",\"checks\":[]}");
    }

    private static String recorded(String file) throws IOException {
        try (InputStream in = OrderWireTest.class.getResourceAsStream("/wire/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
