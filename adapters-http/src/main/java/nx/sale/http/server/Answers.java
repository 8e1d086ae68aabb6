package nx.sale.http.server;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.listing.Page;
import nx.sale.domain.requests.Answer;
import nx.sale.http.json.Json;
import org.jspecify.annotations.Nullable;

/** The shapes of answers: a resource bare, a list in {@code {count, data, nextCursor}}. */
public final class Answers {
    private Answers() {}

    /** A list as it is answered. */
    public record Listed<T>(
            long count, List<T> data, @Nullable String nextCursor) {}

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
        return ok(new Listed<>(data.size(), List.copyOf(data), null));
    }

    /** A page; the bare array when the caller wants no count. */
    public static <T, J> Answer page(Call call, Page<T> page, java.util.function.Function<T, J> json) {
        return page(call, page, 0, json);
    }

    /**
     * As above, for a page that may start further down.
     *
     * @param offset rows before the page
     */
    public static <T, J> Answer page(Call call, Page<T> page, int offset, java.util.function.Function<T, J> json) {
        List<J> data = page.rows().stream().map(json).toList();
        OptionalLong count = page.count();
        page.next().ifPresent(next -> call.answerHeader("x-next-cursor", next));
        if (count.isEmpty()) {
            return ok(data);
        }
        int last = Math.max(offset, offset + data.size() - 1);
        call.answerHeader("Content-Range", "records " + offset + "-" + last + "/" + count.getAsLong());
        return ok(new Listed<>(count.getAsLong(), data, page.next().orElse(null)));
    }
}
