package nx.sale.http.shared;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.shared.Answer;
import nx.sale.domain.shared.Page;
import org.jspecify.annotations.Nullable;

/** The shapes of answers: a resource bare, a list in {@code {count, data, nextCursor}}. */
public final class Answers {
    private Answers() {}

    /** A list as it is answered. */
    public record Listed<T>(
            @Nullable Long count, List<T> data, @Nullable String nextCursor) {}

    public static Answer ok(Object body) {
        return new Answer(200, Json.text(body), Optional.empty(), Optional.empty(), false);
    }

    public static Answer ok(Object body, long revision) {
        return new Answer(200, Json.text(body), Optional.of(revision), Optional.empty(), false);
    }

    /**
     * @param location path below the base path
     */
    public static Answer created(Object body, long revision, String location) {
        return new Answer(201, Json.text(body), Optional.of(revision), Optional.of(location), false);
    }

    public static Answer list(List<?> data) {
        return ok(new Listed<>((long) data.size(), List.copyOf(data), null));
    }

    public static <T, J> Answer page(Page<T> page, java.util.function.Function<T, J> json) {
        OptionalLong count = page.count();
        return ok(new Listed<>(
                count.isPresent() ? count.getAsLong() : null,
                page.rows().stream().map(json).toList(),
                page.next().orElse(null)));
    }
}
