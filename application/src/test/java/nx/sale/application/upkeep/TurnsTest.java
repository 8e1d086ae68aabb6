package nx.sale.application.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import nx.sale.domain.id.MerchantId;
import org.junit.jupiter.api.Test;

/** Nobody waits for a merchant with much work, or with work that fails. */
class TurnsTest {
    /** What waits, the merchant who waits longest first. */
    private final Map<MerchantId, Integer> work = new LinkedHashMap<>();

    private final List<MerchantId> failing = new ArrayList<>();
    private final Map<MerchantId, Integer> done = new HashMap<>();

    private List<MerchantId> waiting(Collection<MerchantId> without, int limit) {
        return work.entrySet().stream()
                .filter(merchant -> merchant.getValue() > 0 && !without.contains(merchant.getKey()))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
    }

    private int turn(MerchantId merchant, long atMost) {
        if (failing.contains(merchant)) {
            throw new IllegalArgumentException("locked at " + merchant);
        }
        int some = (int) Math.min(Math.min(10, atMost), work.getOrDefault(merchant, 0));
        work.merge(merchant, -some, Integer::sum);
        done.merge(merchant, some, Integer::sum);
        return some;
    }

    private static MerchantId merchant(long id) {
        return new MerchantId(id);
    }

    @Test
    void allWorkIsDone_inAsManyTurnsAsItTakes() {
        work.put(merchant(1), 25);
        work.put(merchant(2), 3);

        assertThat(Turns.take(Long.MAX_VALUE, this::waiting, this::turn)).isEqualTo(28);
        assertThat(done).containsOnly(Map.entry(merchant(1), 25), Map.entry(merchant(2), 3));
    }

    @Test
    void aMerchantWithMuchWorkLeavesOthersTheirTurn() {
        work.put(merchant(1), 1_000);
        work.put(merchant(2), 3);

        assertThat(Turns.take(20, this::waiting, this::turn)).isEqualTo(20);
        assertThat(done).containsEntry(merchant(2), 3);
    }

    @Test
    void whatFailsForManyMerchantsEndsNoTurnOfOthers_andIsThrownThen() {
        LongStream.rangeClosed(1, 250).forEach(id -> {
            work.put(merchant(id), 1);
            failing.add(merchant(id));
        });
        work.put(merchant(251), 25);

        assertThatThrownBy(() -> Turns.take(100, this::waiting, this::turn)).hasMessage("locked at 1");
        assertThat(done).containsOnly(Map.entry(merchant(251), 25));
    }
}
