package nx.sale.http.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * A library for browsers, on the class path as a jar.
 *
 * @param group of its artifact
 * @param artifact its artifact, which is also its folder
 */
public record Webjar(String group, String artifact) {

    /** The text of one of its files. */
    public String text(String file) {
        return read("/META-INF/resources/webjars/" + artifact + "/" + version() + "/" + file);
    }

    /** The jar says itself which version it is. */
    private String version() {
        try (InputStream stream = open("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")) {
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String path) {
        try (InputStream stream = open(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String path) {
        InputStream stream = Webjar.class.getResourceAsStream(path);
        if (stream == null) {
            throw new IllegalStateException("not on the class path: " + path);
        }
        return stream;
    }
}
