package nx.sale.architecture.counter.domain.order;

import java.util.Optional;

/** Breaks: the first and the last are of one type, and the first and the last note too. */
public record SwappableOrder(
        long id,
        Optional<String> note,
        int b,
        short c,
        byte d,
        char e,
        boolean f,
        String g,
        Optional<String> sku,
        long revision) {}
