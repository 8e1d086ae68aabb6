package nx.sale.http.payment;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * The addresses that may send payment webhooks; any may when none is named (WEBHOOK-10). What counts is the other end of the
 * connection, not what a header says: behind a gateway that is the gateway.
 */
public final class WebhookSources {
    private final InetAddressSet allowed = new InetAddressSet();

    /**
     * @param networks as configured: {@code 10.2.0.0/16}, {@code 10.2.0.7}, {@code fd00::/8}. Throws IllegalArgumentException naming the
     *     one that cannot be read.
     */
    public WebhookSources(List<String> networks) {
        for (String network : networks) {
            if (!network.matches("(\\d{1,3}\\.){3}\\d{1,3}(/\\d{1,3})?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(/\\d{1,3})?")) {
                throw new IllegalArgumentException("must be addresses or networks such as 10.2.0.0/16, not " + network);
            }
            try {
                allowed.add(network.contains(":") ? bracketed(network) : network);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "must be addresses or networks such as 10.2.0.0/16, not " + network, e);
            }
        }
    }

    private static String bracketed(String network) {
        int slash = network.indexOf('/');
        return slash < 0 ? "[" + network + "]" : "[" + network.substring(0, slash) + "]" + network.substring(slash);
    }

    /** Whether this address, as the connection has it, may send. */
    boolean allow(String address) {
        if (allowed.isEmpty()) {
            return true;
        }
        try {
            return allowed.test(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
