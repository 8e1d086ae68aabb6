package nx.sale.domain.settings;

/** What a reason is given for; each has a list of its own (SETTING-6). */
public enum ReasonKind {
    DISCOUNT("discount"),
    COMP("comp"),
    /** Dishes that the kitchen does not make, or made in vain. */
    VOID("void"),
    CANCEL("cancel"),
    RETURN("return"),
    NO_SALE("noSale");

    private final String label;

    ReasonKind(String label) {
        this.label = label;
    }

    /** Its name in settings. */
    public String label() {
        return label;
    }
}
