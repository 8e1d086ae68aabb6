package nx.sale.http.doc;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import nx.sale.http.shared.HttpServer;
import nx.sale.http.shared.Json;
import nx.sale.http.shared.OpenGuard;

/**
 * {@code /doc/openapi.json}, {@code /doc/asyncapi.json} and the explorer page {@code /doc}, offline: everything it shows comes from this
 * jar.
 */
public final class Explorer implements HttpServer.Extra {
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final Map<String, String> FILES = Map.of(
            "swagger-ui.css", "text/css",
            "swagger-ui-bundle.js", "text/javascript");

    private final OpenApi api;
    private final String messages;

    /**
     * @param messages the AsyncAPI document
     */
    public Explorer(OpenApi api, String messages) {
        this.api = api;
        this.messages = messages;
    }

    @Override
    public void register(JavalinConfig javalin, String basePath, OpenGuard guard) {
        javalin.routes.before(basePath + "/doc*", context -> guard.require(context.ip()));
        String document = Json.text(api.document());
        javalin.routes.get(basePath + "/doc/openapi.json", context -> plain(context, "application/json", document));
        javalin.routes.get(basePath + "/doc/asyncapi.json", context -> plain(context, "application/json", messages));
        javalin.routes.get(basePath + "/doc", context -> plain(context, "text/html", page(basePath)));
        FILES.forEach((name, type) -> javalin.routes.get(
                basePath + "/doc/" + name,
                context -> context.contentType(type).result(resource(WEBJAR + version() + "/" + name))));
    }

    private static void plain(Context context, String type, String text) {
        context.header("X-Content-Type-Options", "nosniff").contentType(type).result(text);
    }

    private static String page(String basePath) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>nx-seller-sale</title>
                <link rel="stylesheet" href="%1$s/doc/swagger-ui.css"></head>
                <body><div id="explorer"></div>
                <script src="%1$s/doc/swagger-ui-bundle.js"></script>
                <script>SwaggerUIBundle({url: "%1$s/doc/openapi.json", dom_id: "#explorer", deepLinking: true})</script>
                </body></html>
                """.formatted(basePath);
    }

    /** The webjar says itself which version it is. */
    private static String version() {
        try (InputStream stream = resource("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream resource(String path) {
        InputStream stream = Explorer.class.getResourceAsStream(path);
        if (stream == null) {
            throw new IllegalStateException("not on the class path: " + path);
        }
        return stream;
    }
}
