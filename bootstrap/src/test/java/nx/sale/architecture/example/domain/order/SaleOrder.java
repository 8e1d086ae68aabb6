package nx.sale.architecture.example.domain.order;

/** An aggregate that is closed. */
public final class SaleOrder {
    private int items;

    private SaleOrder(int items) {
        this.items = items;
    }

    public static SaleOrder rehydrate(int items) {
        return new SaleOrder(items);
    }

    public void add() {
        items++;
    }

    public int items() {
        return items;
    }
}
