package nx.sale.postgres.sql;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An address of PostgreSQL as people write it, brought into the one form that the driver reads:
 * {@code jdbc:postgresql://host1:5432,host2/database?user=u&password=p} of Java, and {@code postgres://u:p@host/database} or
 * {@code postgresql://} of everybody else. Percent signs are decoded in both; a plus sign is a blank in the query of the first only,
 * as the driver has it.
 *
 * @param place hosts and database as the driver reads them
 * @param parameters by the driver's names, as the address says them, without the user and the password
 * @param unused names of parameters that neither form knows
 */
public record PostgresUrl(
        String place,
        Map<String, String> parameters,
        Optional<String> user,
        Optional<String> password,
        Set<String> unused) {
    private static final Pattern FORM =
            Pattern.compile("(jdbc:)?postgres(?:ql)?:(?://([^/?#]*))?/?([^?#]*)(?:\\?([^#]*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]]*)(?::([0-9]{1,5}))?");
    /** What the driver knows, by name. */
    private static final Map<String, DriverPropertyInfo> DRIVERS = known();
    /** Names of libpq, and what the driver calls them. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "keepalives", "tcpKeepAlive",
            "channel_binding", "channelBinding",
            "target_session_attrs", "targetServerType",
            "gssencmode", "gssEncMode");

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "any", "any",
            "primary", "primary",
            "read-write", "primary",
            "standby", "secondary",
            "read-only", "secondary",
            "prefer-standby", "preferSecondary");

    private static Map<String, DriverPropertyInfo> known() {
        try {
            String anyAddress = "jdbc:postgresql://host/database";
            return Arrays.stream(DriverManager.getDriver(anyAddress).getPropertyInfo(anyAddress, new Properties()))
                    .collect(Collectors.toUnmodifiableMap(info -> info.name, info -> info));
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL's driver is missing", e);
        }
    }

    /** Throws {@link IllegalArgumentException} whose message never has any part of the address in it: it may hold a password. */
    public static PostgresUrl of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw wrong("must begin with jdbc:postgresql://, postgresql:// or postgres://");
        }
        boolean java = form.group(1) != null;
        String authority = Optional.ofNullable(form.group(2)).orElse("");
        Map<String, String> said = parameters(Optional.ofNullable(form.group(4)).orElse(""), java);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String[] credentials = authority.substring(0, at).split(":", 2);
            said.putIfAbsent("user", percent(credentials[0]));
            if (credentials.length == 2) {
                said.putIfAbsent("password", percent(credentials[1]));
            }
        }
        String hosts = hosts(authority.substring(at + 1), said);
        String database = Optional.ofNullable(said.remove("dbname")).orElseGet(() -> percent(form.group(3)));
        Optional<String> user = taken(said, "user");
        Optional<String> password = taken(said, "password");
        Map<String, String> known = new LinkedHashMap<>();
        Set<String> unused = new TreeSet<>();
        said.forEach((name, value) -> {
            String driver = OTHER_NAMES.getOrDefault(name, name);
            Optional.ofNullable(DRIVERS.get(driver))
                    .ifPresentOrElse(info -> known.put(driver, value(name, info, value)), () -> unused.add(name));
        });
        String name = database.isEmpty() ? user.orElse("") : database;
        return new PostgresUrl(
                "jdbc:postgresql://" + hosts + "/" + encoded(name),
                Collections.unmodifiableMap(known),
                user,
                password,
                Set.copyOf(unused));
    }

    /** The whole for the driver, without the user and the password. */
    public String jdbc() {
        return parameters.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? place : place + "?" + query));
    }

    private static Optional<String> taken(Map<String, String> said, String name) {
        return Optional.ofNullable(said.remove(name)).filter(value -> !value.isEmpty());
    }

    private static Map<String, String> parameters(String query, boolean java) {
        UnaryOperator<String> decode = java ? PostgresUrl::form : PostgresUrl::percent;
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                parameters.put(decode.apply(pair.substring(0, sign)), decode.apply(pair.substring(sign + 1)));
            } else if (!pair.isEmpty()) {
                throw wrong("must have name=value pairs after the question mark");
            }
        }
        return parameters;
    }

    /** In both forms by commas; libpq may say them as {@code host} and {@code port} in the query too. */
    private static String hosts(String authority, Map<String, String> said) {
        Optional<String> named = Optional.ofNullable(said.remove("host"));
        Optional<String> port = Optional.ofNullable(said.remove("port"));
        if (!authority.isEmpty()) {
            return host(authority, port);
        }
        String[] ports = port.orElse("").split(",", -1);
        String[] names = named.orElse("localhost").split(",", -1);
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            hosts.add(host(
                    names[i], Optional.of(ports[Math.min(i, ports.length - 1)]).filter(text -> !text.isEmpty())));
        }
        return String.join(",", hosts);
    }

    private static String host(String authority, Optional<String> port) {
        List<String> hosts = new ArrayList<>();
        for (String part : authority.split(",", -1)) {
            Matcher host = HOST.matcher(part);
            if (!host.matches() || host.group(1).startsWith("/")) {
                throw wrong("must name hosts as host or host:port, by commas");
            }
            String number = Optional.ofNullable(host.group(2)).or(() -> port).orElse("5432");
            if (!number.matches("[0-9]{1,5}") || Integer.parseInt(number) < 1 || Integer.parseInt(number) > 65_535) {
                throw wrong("must have ports of 1 to 65535");
            }
            hosts.add((host.group(1).isEmpty() ? "localhost" : host.group(1)) + ":" + number);
        }
        return String.join(",", hosts);
    }

    private static String value(String name, DriverPropertyInfo info, String value) {
        String meant = switch (name) {
            case "target_session_attrs" -> SERVER_TYPES.getOrDefault(value, value);
            case "keepalives" -> Boolean.toString(!value.equals("0"));
            default -> value;
        };
        String @Nullable [] choices = info.choices;
        if (choices != null && !Set.of(choices).contains(meant)) {
            throw wrong("must have " + name + " of "
                    + String.join(
                            ", ",
                            new TreeSet<>(
                                    name.equals("target_session_attrs") ? SERVER_TYPES.keySet() : Set.of(choices))));
        }
        return meant;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String percent(String text) {
        return form(text.replace("+", "%2B"));
    }

    private static String form(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "must have every percent sign followed by two hexadecimal digits; a percent sign itself is %25");
        }
    }

    /** Without a cause: its message would quote the address. */
    private static IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException(reason);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PostgresUrl[" + place + "]";
    }
}
