package nx.sale.http.openapi;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nx.sale.http.problem.ProblemMapper;
import nx.sale.http.server.Route;

/** The OpenAPI 3.1 document, made from the same routes the server serves. */
public final class OpenApi {
    private final List<Route> routes;
    private final String basePath;
    private final ProblemMapper mapper;

    public OpenApi(List<Route> routes, String basePath, ProblemMapper mapper) {
        this.routes = List.copyOf(routes);
        this.basePath = basePath;
        this.mapper = mapper;
    }

    public Map<String, Object> document() {
        Schemas schemas = new Schemas();
        ProblemSchemas problems = new ProblemSchemas(schemas, mapper);
        Operations operations = new Operations(schemas, problems);
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : ofTheDay()) {
            paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().name().toLowerCase(Locale.ROOT), operations.operation(route));
        }
        new Beside(problems).addTo(paths);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("schemas", schemas.components());
        components.put("responses", problems.responses());
        components.put("parameters", Headers.parameters());
        components.put("headers", Headers.headers(routes));
        components.put("securitySchemes", security());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", info());
        document.put("servers", List.of(Map.of("url", basePath)));
        document.put("tags", Tags.all());
        document.put("paths", ofTheDay(paths));
        document.put("components", components);
        return Ordered.of(document);
    }

    /** The routes as a working day needs them: the explorer and what is generated list them so. */
    private List<Route> ofTheDay() {
        return routes.stream()
                .sorted(Comparator.comparing((Route route) -> Tags.of(route.path()))
                        .thenComparing(route -> Descriptions.place(route.operation())))
                .toList();
    }

    /** What is served beside the routes is among those of its part. */
    private static Map<String, Object> ofTheDay(Map<String, Map<String, Object>> paths) {
        Map<String, Object> sorted = new LinkedHashMap<>();
        paths.keySet().stream()
                .sorted(Comparator.comparing(Tags::of))
                .forEach(path -> sorted.put(path, paths.get(path)));
        return sorted;
    }

    private static Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "nx-seller-sale");
        info.put("version", "1.1.0-SNAPSHOT");
        info.put("summary", "Orders, kitchen, tables, payments and shifts of restaurants");
        info.put("description", Resources.text("introduction.md"));
        info.put("contact", Map.of("name", "The maintainers of nx-seller-sale"));
        info.put("license", Map.of("name", "Proprietary", "identifier", "LicenseRef-nx-seller-sale"));
        return info;
    }

    private static Map<String, Object> security() {
        return Map.of(
                "user",
                Map.of(
                        "type",
                        "http",
                        "scheme",
                        "bearer",
                        "bearerFormat",
                        "JWT",
                        "description",
                        "a token of identity's, of a person"),
                "service",
                Map.of("type", "http", "scheme", "basic", "description", "name and secret of a service"));
    }
}
