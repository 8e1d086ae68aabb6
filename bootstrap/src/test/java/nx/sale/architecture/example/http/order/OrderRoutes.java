package nx.sale.architecture.example.http.order;

import nx.sale.architecture.example.application.order.AddItem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes of one feature, with a private logger whose values are fields. */
public final class OrderRoutes {
    private static final Logger log = LoggerFactory.getLogger(OrderRoutes.class);
    private final AddItem addItem;

    public OrderRoutes(AddItem addItem) {
        this.addItem = addItem;
    }

    public int add(long id) {
        int items = addItem.handle(id);
        log.atInfo().addKeyValue("items", items).log("item added");
        return items;
    }
}
