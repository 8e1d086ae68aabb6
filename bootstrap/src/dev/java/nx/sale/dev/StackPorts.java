package nx.sale.dev;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Where the parts of a stack listen. A folder keeps its ports, so that what was noted once holds after a restart. */
record StackPorts(int service, int sisters, int kafka, int postgres, int redis) {
    private static final String FILE = "ports.json";
    private static final int DEFAULT = 3000;
    static final int HIGHEST = 65_531;

    /** A free one for each. */
    static StackPorts free() {
        return new StackPorts(0, 0, 0, 0, 0);
    }

    /**
     * The ports of this folder: those of the last time, else the ones that follow the service's, else free ones.
     *
     * @param wanted of the service; 0 takes that of the last time or a free one
     */
    static StackPorts of(Path folder, OptionalInt wanted) throws IOException {
        JsonNode last = Files.exists(folder.resolve(FILE))
                ? Sisters.JSON.readTree(folder.resolve(FILE).toFile())
                : Sisters.JSON.createObjectNode();
        int before = last.path("service").asInt(0);
        int service = wanted.orElse(before == 0 ? DEFAULT : before);
        if (service == 0) {
            service = before != 0 && isFree(before) ? before : LocalKafka.freePort();
        }
        boolean same = service == before;
        StackPorts ports = new StackPorts(
                required(service),
                first(same ? last.path("sisters").asInt(0) : 0, service + 1),
                first(same ? last.path("kafka").asInt(0) : 0, service + 2),
                first(same ? last.path("postgres").asInt(0) : 0, service + 3),
                first(same ? last.path("redis").asInt(0) : 0, service + 4));
        Files.writeString(
                folder.resolve(FILE),
                Sisters.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ports.named()));
        return ports;
    }

    Map<String, Integer> named() {
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put("service", service);
        named.put("sisters", sisters);
        named.put("kafka", kafka);
        named.put("postgres", postgres);
        named.put("redis", redis);
        return named;
    }

    private static int required(int port) {
        if (!isFree(port)) {
            throw new IllegalStateException(
                    "port " + port + " is in use by another program; choose another one with --port N");
        }
        return port;
    }

    private static int first(int before, int next) {
        return before != 0 && isFree(before) ? before : isFree(next) ? next : LocalKafka.freePort();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
