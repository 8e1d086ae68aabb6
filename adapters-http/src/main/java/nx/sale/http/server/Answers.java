package nx.sale.http.server;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import nx.sale.application.requests.Reply;
import nx.sale.domain.listing.Page;
import nx.sale.domain.requests.Kept;
import nx.sale.http.json.Json;
import org.jspecify.annotations.Nullable;

/** The shapes of answers: a resource bare, a list in {@code {count, data, nextCursor}}. */
public final class Answers {
    private Answers() {}

    /** A list as it is answered. */
    public record Listed<T>(
            long count, List<T> data, @Nullable String nextCursor) {}

    /** Answers a write in this shape, and keeps the answer for a repeat of the request. */
    public static <T> Reply<T, Answer> reply(Function<T, Answer> shape) {
        return new Reply<>() {
            @Override
            public Answer of(T result) {
                return shape.apply(result);
            }

            @Override
            public Kept keep(Answer answer) {
                return new Kept(answer.status(), answer.body(), answer.revision(), answer.location());
            }

            @Override
            public Answer recall(Kept kept) {
                return new Answer(kept.code(), kept.content(), kept.revision(), kept.place(), true);
            }
        };
    }

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
    public static <T, J> Answer page(Call call, Page<T> page, Function<T, J> json) {
        return page(call, page, 0, json);
    }

    /**
     * As above, for a page that may start further down.
     *
     * @param offset rows before the page
     */
    public static <T, J> Answer page(Call call, Page<T> page, int offset, Function<T, J> json) {
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
