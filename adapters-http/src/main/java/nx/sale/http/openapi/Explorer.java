package nx.sale.http.openapi;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.function.Supplier;
import nx.sale.http.json.Json;
import nx.sale.http.server.HttpServer;
import nx.sale.http.server.OpenGuard;

/**
 * {@code /doc/openapi.json}, {@code /doc/asyncapi.json} and the explorer page {@code /doc}, offline: everything it shows comes from this
 * jar.
 */
public final class Explorer implements HttpServer.Extra {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Webjar LIBRARY = new Webjar("org.webjars", "swagger-ui");
    private static final Map<String, String> FILES =
            Map.of("swagger-ui.css", "text/css; charset=utf-8", "swagger-ui-bundle.js", SCRIPT);
    private static final int SECONDS_KEPT = 3_600;

    private final OpenApi api;
    private final Supplier<String> messages;

    /**
     * @param messages the AsyncAPI document
     */
    public Explorer(OpenApi api, Supplier<String> messages) {
        this.api = api;
        this.messages = messages;
    }

    @Override
    public void register(JavalinConfig javalin, String basePath, OpenGuard guard) {
        String doc = basePath + "/doc";
        javalin.routes.before(doc, Explorer::confine);
        javalin.routes.before(doc + "/*", Explorer::confine);
        Pages.add(javalin, doc + "/openapi.json", guard, new Pages.Page(JSON, () -> Json.text(api.document()), 0));
        Pages.add(javalin, doc + "/asyncapi.json", guard, new Pages.Page(JSON, messages, 0));
        Pages.add(javalin, doc, guard, new Pages.Page("text/html; charset=utf-8", page(basePath), 0));
        Pages.add(javalin, doc + "/explorer.js", guard, new Pages.Page(SCRIPT, script(basePath), 0));
        FILES.forEach((name, type) -> Pages.add(
                javalin, doc + "/" + name, guard, new Pages.Page(type, () -> LIBRARY.text(name), SECONDS_KEPT)));
    }

    /**
     * Nothing but this service's own files, in no other site's frame. Styles within the page stay allowed: the explorer sets them on its
     * elements.
     */
    private static void confine(Context context) {
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
    }

    private static String page(String basePath) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>nx-seller-sale</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="%1$s/doc/swagger-ui.css"></head>
                <body><div id="explorer"></div>
                <script src="%1$s/doc/swagger-ui-bundle.js"></script>
                <script src="%1$s/doc/explorer.js"></script>
                </body></html>
                """.formatted(basePath);
    }

    /**
     * Coloured examples and the list of all schemas are what makes the page heavy when many operations are open. A link with
     * {@code #token=...&merchant=...} signs in, and the token is taken off the address at once.
     */
    private static String script(String basePath) {
        return """
                const given = new URLSearchParams(location.hash.slice(1));
                if (given.has("token")) {
                  history.replaceState(null, "", location.pathname);
                }
                fetch("%s/doc/openapi.json").then(answer => answer.json()).then(spec => {
                  if (given.has("merchant")) {
                    spec.components.parameters.Merchant.example = given.get("merchant");
                  }
                  const explorer = SwaggerUIBundle({spec, dom_id: "#explorer", deepLinking: true, validatorUrl: null,
                    docExpansion: "none", defaultModelsExpandDepth: -1, syntaxHighlight: false,
                    filter: true, showExtensions: true, displayOperationId: true,
                    onComplete: () => given.has("token") && explorer.preauthorizeApiKey("user", given.get("token"))});
                });
                """.formatted(basePath);
    }
}
