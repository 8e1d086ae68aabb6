package nx.sale.domain.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.shared.Quantity;

/** How guests want to divide the bill. */
public sealed interface Division {
    /** The most checks one bill can have. */
    int MOST = 100;

    /**
     * The most pieces, parts of lines on checks, that one division can make: everybody else at the table waits while they are written.
     * Only what is shared by several checks costs a piece on each of them.
     */
    int MOST_SHARES = 100_000;

    /** The name of a way to divide, as it is stored and served. */
    enum Mode {
        BY_ITEM,
        BY_SEAT,
        EVENLY,
        BY_AMOUNT
    }

    Mode mode();

    /** Whether what nobody asked for goes on a last check; otherwise everything must be asked for. */
    boolean remainder();

    /** So much of a line; for a combo its lead, the parts follow. */
    record Portion(LineId line, Quantity quantity) {}

    /** A check and what is on it. */
    record Wanted(Optional<String> name, Optional<CustomerId> customer, List<Portion> portions) {
        public Wanted {
            portions = List.copyOf(portions);
        }
    }

    /** Items and quantities for each check. */
    record ByItem(List<Wanted> checks, boolean remainder) implements Division {
        public ByItem {
            checks = List.copyOf(checks);
        }

        @Override
        public Mode mode() {
            return Mode.BY_ITEM;
        }
    }

    /**
     * A check for each seat; what is shared (seat 0) goes evenly to all of them.
     *
     * @param seats empty for every seat that has something
     */
    record BySeat(List<Integer> seats, boolean remainder) implements Division {
        public BySeat {
            seats = List.copyOf(seats);
        }

        @Override
        public Mode mode() {
            return Mode.BY_SEAT;
        }
    }

    /**
     * Everybody pays the same, to the smallest coin.
     *
     * @param parts 2 to {@value #MOST}
     */
    record Evenly(int parts) implements Division {
        @Override
        public Mode mode() {
            return Mode.EVENLY;
        }

        @Override
        public boolean remainder() {
            return false;
        }
    }

    /**
     * So much money for each check.
     *
     * @param amounts positive, in the order's currency and in its own digits
     */
    record ByAmount(List<BigDecimal> amounts, boolean remainder) implements Division {
        public ByAmount {
            amounts = List.copyOf(amounts);
        }

        @Override
        public Mode mode() {
            return Mode.BY_AMOUNT;
        }
    }
}
