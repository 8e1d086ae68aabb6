package nx.sale.http.operations;

import static nx.sale.http.server.Route.Method.GET;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nx.sale.http.json.Json;
import nx.sale.http.json.Rules;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Route;

/** Whether the process lives, and whether it can serve (OPS-1). */
public final class HealthRoutes {
    /**
     * One part the service needs.
     *
     * @param status {@code up}, {@code degraded} (served without it) or {@code down} (not ready)
     * @param since when the status was entered, ISO 8601
     */
    public record Check(
            String name,

            @Rules.Means("degraded: served without it; down: not ready") @Rules.Words({"up", "degraded", "down"})
            String status,

            @Rules.Means("when the status was entered") String since,
            @Rules.Means("for people") String detail) {}

    @Rules.Means("the process lives")
    public record Alive(@Rules.Words("up") String status) {}

    @Rules.Means("whether the service can serve, part by part")
    public record Readiness(
            @Rules.Means("stopping: what was begun is finished, and nothing new is taken")
            @Rules.Words({"ready", "stopping", "not ready"})
            String status,

            List<Check> checks) {}

    private final Supplier<Readiness> readiness;

    public HealthRoutes(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(GET, "/healthz", "getHealth", "Whether the process lives")
                        .probe()
                        .gives(Alive.class)
                        .handledBy(call -> Answers.ok(new Alive("up"))),
                Route.of(GET, "/readyz", "getReadiness", "Whether the service can serve, part by part")
                        .probe()
                        .gives(Readiness.class)
                        .orUnready()
                        .handledBy(call -> answer(readiness.get())));
    }

    private static Answer answer(Readiness ready) {
        int status = ready.status().equals("ready") ? 200 : 503;
        return new Answer(status, Json.text(ready), Optional.empty(), Optional.empty(), false);
    }
}
