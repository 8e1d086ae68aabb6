package nx.sale.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Maps without an order have another one in each process. */
class OrderedTest {
    private static final List<Integer> NUMBERS =
            IntStream.rangeClosed(100, 160).boxed().toList();

    @Test
    void whatHasNoOrderIsSorted_andWhatHasOneKeepsIt() {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("text/csv", 1);
        kept.put(
                "application/json",
                NUMBERS.stream().collect(Collectors.toUnmodifiableMap(n -> "n" + n, n -> Set.of(2, 1, 3))));

        Map<String, Object> ordered = Ordered.of(kept);

        assertThat(ordered.keySet()).containsExactly("text/csv", "application/json");
        Map<?, ?> inner = (Map<?, ?>) ordered.get("application/json");
        assertThat(inner.keySet())
                .map(Object::toString)
                .containsExactlyElementsOf(NUMBERS.stream().map(n -> "n" + n).toList());
        assertThat(inner.values()).allSatisfy(each -> assertThat(each).isEqualTo(List.of(1, 2, 3)));
    }
}
