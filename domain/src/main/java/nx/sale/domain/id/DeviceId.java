package nx.sale.domain.id;

/** A till, kiosk or hand-held terminal, by the name it gives itself. */
public record DeviceId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
