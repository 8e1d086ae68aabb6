package nx.sale.kit;

/** The menu of the seeded restaurant, by name. */
public final class Menu {
    public static final Dish PHO = new Dish("71001");
    public static final Dish BUN_CHA = new Dish("71002");
    public static final Dish BANH_MI = new Dish("71003");
    public static final Dish GOI_CUON = new Dish("71004");
    public static final Dish COFFEE = new Dish("71005");
    public static final Dish TEA = new Dish("71006");
    public static final Dish DESSERT = new Dish("71008");
    /** Two pho, two tea and a dessert. */
    public static final Dish LUNCH = new Dish("71101");

    private Menu() {}

    public record Dish(String id) {
        /** So many of it, for an order. */
        public Portion x(Object quantity) {
            return new Portion(id, quantity);
        }

        /** The id: a dish can be a value of {@code json(...)}. */
        @Override
        public String toString() {
            return id;
        }
    }

    public record Portion(String dish, Object quantity) {}
}
