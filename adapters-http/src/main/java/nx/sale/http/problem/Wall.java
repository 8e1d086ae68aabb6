package nx.sale.http.problem;

import java.time.Instant;

/** Shows people a time as the clock on the merchant's wall shows it; asked only when a text has one. */
public interface Wall {
    String shows(Instant at);
}
