package nx.sale.domain.shift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;

/** Proves the Z reports of one till: none changed, none missing, none in between. */
public final class ZChain {
    /** Something that is not as it was written. */
    public record Finding(MerchantId merchant, DeviceId device, long number, String what) {}

    private final List<Finding> findings = new ArrayList<>();
    private final MerchantId merchant;
    private final DeviceId device;
    private long expected = 1;
    private String previous = Till.NO_HASH;

    public ZChain(MerchantId merchant, DeviceId device) {
        this.merchant = merchant;
        this.device = device;
    }

    /** Looks at the next Z, in the order of their numbers. */
    public void next(ZReport z) {
        if (!z.hash().equals(z.computedHash())) {
            find(z.number(), "was changed: its content does not have its hash");
        }
        if (z.number() > expected) {
            find(expected, z.number() == expected + 1 ? "is missing" : "to " + (z.number() - 1) + " are missing");
        } else if (z.number() < expected) {
            find(z.number(), "is there twice");
        } else if (!z.previousHash().equals(previous)) {
            find(z.number(), "does not follow the one before");
        }
        expected = z.number() + 1;
        previous = z.hash();
    }

    /**
     * What is wrong.
     *
     * @param till as it knows its chain itself; empty when only the reports are at hand
     */
    public List<Finding> end(Optional<Till> till) {
        till.filter(known ->
                        known.lastNumber() != expected - 1 || !known.lastHash().equals(previous))
                .ifPresent(known -> find(
                        known.lastNumber(), "should be the last with hash " + known.lastHash() + ", says the till"));
        return List.copyOf(findings);
    }

    /** How many reports there should have been so far. */
    public long length() {
        return expected - 1;
    }

    private void find(long number, String what) {
        findings.add(new Finding(merchant, device, number, what));
    }
}
