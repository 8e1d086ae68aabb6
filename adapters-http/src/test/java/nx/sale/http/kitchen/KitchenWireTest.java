package nx.sale.http.kitchen;

import java.io.IOException;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.http.json.Filled;
import nx.sale.http.json.Wire;
import org.junit.jupiter.api.Test;

/** The JSON of tickets; that of an order has them whole. */
class KitchenWireTest {
    @Test
    void anItemIsWrittenAsItAlwaysWas() throws IOException {
        Wire.assertWritten(KitchenJson.Item.of(Filled.of(KitchenTicketItem.class)), "ticket-item");
        Wire.assertWritten(KitchenJson.Item.of(Filled.bare(KitchenTicketItem.class)), "ticket-item-bare");
    }
}
