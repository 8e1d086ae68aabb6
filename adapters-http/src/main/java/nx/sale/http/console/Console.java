package nx.sale.http.console;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.http.json.Json;
import nx.sale.http.openapi.Pages;
import nx.sale.http.server.HttpServer;
import nx.sale.http.server.OpenGuard;

/**
 * {@code /console}: one page and the files it loads. The page is never kept. The files are kept for ever: their address holds a digest
 * of them all. It serves no data: the page asks the API for it, with the token of whoever signs in.
 */
public final class Console implements HttpServer.Extra {
    private static final String HTML = "text/html; charset=utf-8";

    private final ConsoleFiles files = ConsoleFiles.read();
    private final Optional<URI> pay;

    /**
     * @param pay the page where a guest's payment is taken, shown in a frame
     */
    public Console(Optional<URI> pay) {
        this.pay = pay;
    }

    @Override
    public void register(JavalinConfig javalin, String basePath, OpenGuard guard) {
        String at = basePath + "/console";
        String root = at + "/" + HexFormat.of().formatHex(files.digest(), 0, 8);
        String imports = Json.text(Map.of("imports", imports(root)));
        String page = files.page()
                .replace("{{base}}", basePath)
                .replace("{{root}}", root)
                .replace(
                        "{{pay}}",
                        pay.map(URI::toString).orElse("").replace("&", "&amp;").replace("\"", "&quot;"))
                .replace("{{imports}}", imports);
        String policy = policy(imports);
        javalin.routes.before(at, context -> confine(context, policy));
        javalin.routes.before(at + "/*", context -> confine(context, policy));
        Pages.add(javalin, at, guard, HTML, () -> page);
        files.all()
                .forEach((name, text) -> Pages.add(
                        javalin,
                        root + "/" + name,
                        guard,
                        new Pages.Page(ConsoleFiles.mediaType(name), text, Pages.FOR_EVER)));
    }

    /** Where the page finds what its modules import by name. */
    private static Map<String, String> imports(String root) {
        Map<String, String> imports = new LinkedHashMap<>();
        imports.put("lit", root + "/lib/lit/index.js");
        imports.put("lit-html", root + "/lib/lit-html/lit-html.js");
        imports.put("lit-html/", root + "/lib/lit-html/");
        imports.put("lit-element/", root + "/lib/lit-element/");
        imports.put("@lit/reactive-element", root + "/lib/lit__reactive-element/reactive-element.js");
        imports.put("uplot", root + "/lib/uplot/dist/uPlot.esm.js");
        return imports;
    }

    /** Only this service's own files and API; the one inline script is the map above, by its hash. */
    private String policy(String imports) {
        String hash = Base64.getEncoder().encodeToString(ConsoleFiles.sha256(imports.getBytes(StandardCharsets.UTF_8)));
        return "default-src 'self'; script-src 'self' 'sha256-" + hash + "'; style-src 'self'; img-src 'self' data:; "
                + "object-src 'none'; frame-src " + pay.map(Console::origin).orElse("'none'")
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    private static void confine(Context context, String policy) {
        context.header("Content-Security-Policy", policy);
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
    }
}
