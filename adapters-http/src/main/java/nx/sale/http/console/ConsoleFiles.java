package nx.sale.http.console;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nx.sale.http.openapi.Webjar;

/**
 * What the console is made of: its own files and those of its libraries.
 *
 * @param page the page itself, with places to fill
 * @param all every other file by its path
 */
record ConsoleFiles(String page, SortedMap<String, String> all) {
    private static final String FOLDER = "/console";
    private static final String PAGE = "index.html";
    private static final String NPM = "org.webjars.npm";

    /** The files of each library that the console imports, and no more. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "lit",
            List.of("index.js"),
            "lit-html",
            List.of("lit-html.js", "is-server.js", "directive.js", "directive-helpers.js", "directives/repeat.js"),
            "lit-element",
            List.of("lit-element.js"),
            "lit__reactive-element",
            List.of("reactive-element.js", "css-tag.js"),
            "uplot",
            List.of("dist/uPlot.esm.js", "dist/uPlot.min.css"));

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml; charset=utf-8");

    static ConsoleFiles read() {
        SortedMap<String, String> all = new TreeMap<>(own());
        String page = Objects.requireNonNull(all.remove(PAGE), PAGE);
        LIBRARIES.forEach((library, names) -> names.forEach(
                name -> all.put("lib/" + library + "/" + name, withoutMap(new Webjar(NPM, library).text(name)))));
        return new ConsoleFiles(page, all);
    }

    /** No browser is sent to look for a map that is not served. */
    private static String withoutMap(String text) {
        return text.replaceFirst("(?m)^//# sourceMappingURL=.*$", "");
    }

    private static Map<String, String> own() {
        URL folder = ConsoleFiles.class.getResource(FOLDER);
        if (folder == null) {
            throw new IllegalStateException("not on the class path: " + FOLDER);
        }
        try {
            URI at = folder.toURI();
            if (!at.getScheme().equals("jar")) {
                return under(Path.of(at));
            }
            try (FileSystem jar = FileSystems.newFileSystem(at, Map.of())) {
                return under(jar.getPath(FOLDER));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot read " + folder, e);
        }
    }

    private static Map<String, String> under(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                texts.put(name, Files.readString(file));
            }
        }
        return texts;
    }

    static String mediaType(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        String type = MEDIA_TYPES.get(ending);
        if (type == null) {
            throw new IllegalStateException("no media type is known for " + name);
        }
        return type;
    }

    /** The same for the same files, in every build. */
    byte[] digest() {
        StringBuilder everything = new StringBuilder();
        all.forEach((name, text) ->
                everything.append(name).append('\n').append(text).append('\n'));
        return sha256(everything.toString().getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sha256(byte[] of) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(of);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
