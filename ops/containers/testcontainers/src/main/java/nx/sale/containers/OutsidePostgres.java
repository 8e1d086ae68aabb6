package nx.sale.containers;

import java.io.Closeable;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database in a PostgreSQL that somebody else runs: {@code -Dparts.postgres=URL}. Every database and role of a test run is new, has the
 * run's prefix in its name, and is dropped when this process ends; nothing else there is touched. What is closed refuses connections, and
 * takes them again, with its data, by the next start on the same folder.
 *
 * <p>Where the database that the URL names has the extension citus, each new one spreads over the same machines.
 */
public final class OutsidePostgres implements Closeable {
    private static final String PROPERTY = "parts.postgres";
    private static final int SHARDS = 4;
    /** Behind a coordinator a generic plan cannot be sent to one machine; every transaction in two phases is to be seen. */
    private static final String ON_MACHINES = "-c plan_cache_mode=auto";
    /** What the coordinator's sessions set does not reach the machines, what its databases are set to does: ops/scale/CITUS.md. */
    private static final String LOCK_TIMEOUT_OF_MACHINES = "lock_timeout = '5s'";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Map<Path, OutsidePostgres> BY_FOLDER = new ConcurrentHashMap<>();

    private final String name;

    private OutsidePostgres(String name) {
        this.name = name;
    }

    /** Whether tests and local stack use a PostgreSQL from outside. */
    public static boolean chosen() {
        return !System.getProperty(PROPERTY, "").isBlank();
    }

    /** The database of this folder; a new one the first time. */
    public static OutsidePostgres start(Path folder) {
        OutsidePostgres database = BY_FOLDER.computeIfAbsent(
                folder, place -> new OutsidePostgres(create("part" + NUMBER.incrementAndGet())));
        database.allowConnections(true);
        return database;
    }

    /** Creates an empty database, and gives its name: {@link #named}. */
    public static String create(String wanted) {
        String name = named(wanted);
        Server.INSTANCE.create(name);
        Server.INSTANCE.spread(name);
        return name;
    }

    /** As {@link #create}, but never spread: for plans that are PostgreSQL's own. */
    public static void createOnOneMachine(String wanted) {
        Server.INSTANCE.create(named(wanted));
    }

    /** The name under which this run has a database or a role: of its own, for two runs may use one server. */
    public static String named(String wanted) {
        String prefix = Server.INSTANCE.prefix;
        return wanted.startsWith(prefix) ? wanted : prefix + wanted;
    }

    /** The address of a database there, with the user and the password of the given URL. */
    public static String url(String database) {
        return Server.INSTANCE.address.url(database, Server.INSTANCE.options());
    }

    /** Whether databases there are spread over machines. */
    public static boolean spread() {
        return chosen() && !Server.INSTANCE.nodes.isEmpty();
    }

    /**
     * The query for how many have waited so long for a lock, in the database of whoever asks, as {@code waiting}. A coordinator sees only
     * that a machine has not answered yet; what that one waits for is in citus's own views.
     */
    public static String waitingForLocks(Duration atLeast) {
        String waits = spread()
                ? "citus_stat_activity where not is_worker_query and global_pid in (select waiting_gpid from citus_lock_waits)"
                : "pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        return "select count(*) as waiting from " + waits + " and clock_timestamp() - query_start >= interval '"
                + atLeast.toMillis() + " milliseconds'";
    }

    /**
     * Throws when connections of this application_name have made more transactions in two phases than may be, in a database that is spread;
     * one that is not has none. A transaction of one merchant is on one machine, and so has one phase.
     */
    public static void requireOnePhase(String url, String application, long allowed) {
        if (!spread()) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(TWO_PHASES)) {
            statement.setString(1, application);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getString(2).equals("-1")) {
                    throw new IllegalStateException(
                            "start citus with citus.recover_2pc_interval=-1: it must keep its record of two phases");
                }
                if (row.getLong(1) > allowed) {
                    throw new AssertionError(row.getLong(1) + " transactions of " + application
                            + " had two phases, so they wrote on more than one machine; " + allowed + " may");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** citus names such a transaction citus_group_pid_number_connection, and keeps the names. */
    private static final String TWO_PHASES = """
            select count(distinct split_part(gid, '_', 3) || ' ' || split_part(gid, '_', 4)), current_setting('citus.recover_2pc_interval')
              from pg_dist_transaction
              join pg_stat_activity on pid = split_part(gid, '_', 3)::integer and datname = current_database()
             where application_name = ?
            """;

    public String url() {
        return url(name);
    }

    public int port() {
        return Server.INSTANCE.address.port();
    }

    @Override
    public void close() {
        if (!Server.INSTANCE.dropping) { // what is open at the end of the process is dropped anyway
            allowConnections(false);
        }
    }

    private void allowConnections(boolean allowed) {
        Server server = Server.INSTANCE;
        server.run(
                server.maintenance(),
                "alter database " + name + " allow_connections " + allowed,
                allowed
                        ? "select 1"
                        : "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    /**
     * An address as somebody writes it, of JDBC or of libpq.
     *
     * @param parameters those of the driver, user and password among them
     */
    record Address(String host, int port, String database, Map<String, String> parameters) {
        static Address of(String text) {
            URI uri = URI.create(text.strip().replaceFirst("^jdbc:", ""));
            if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("postgres(ql)?")) {
                throw new IllegalArgumentException(
                        "-D" + PROPERTY
                                + " is jdbc:postgresql://host:port/database?user=u&password=p or postgres://u:p@host:port/database");
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
                String[] sides = pair.split("=", 2);
                if (sides.length == 2) {
                    parameters.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
                }
            }
            if (uri.getUserInfo() != null) {
                String[] credentials = uri.getUserInfo().split(":", 2);
                parameters.put("user", credentials[0]);
                if (credentials.length == 2) {
                    parameters.put("password", credentials[1]);
                }
            }
            String path = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", "");
            return new Address(
                    uri.getHost(),
                    uri.getPort() < 0 ? 5432 : uri.getPort(),
                    path.isEmpty() ? parameters.getOrDefault("user", "postgres") : path,
                    parameters);
        }

        Address at(String otherHost, int otherPort) {
            return new Address(otherHost, otherPort, database, parameters);
        }

        String url(String name, String options) {
            Map<String, String> all = new LinkedHashMap<>(parameters);
            if (!options.isEmpty()) {
                all.merge("options", options, (given, ours) -> given + " " + ours);
            }
            List<String> pairs = new ArrayList<>();
            all.forEach((key, value) -> pairs.add(key + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
            return "jdbc:postgresql://" + host + ":" + port + "/" + name + "?" + String.join("&", pairs);
        }
    }

    /** A machine of a cluster; the coordinator is the one of group 0, and need not be in the list. */
    private record Node(String host, int port, int group, boolean shards) {}

    private static final class Server {
        static final Server INSTANCE = new Server();

        final Address address = Address.of(System.getProperty(PROPERTY, ""));
        final List<Node> nodes = nodes();
        final String prefix = "sale_test_"
                + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX) + "_"
                + Long.toString(System.nanoTime() & 0xffff_ffffL, Character.MAX_RADIX) + "_";
        private volatile boolean dropping;

        private Server() {
            Runtime.getRuntime().addShutdownHook(new Thread(this::dropOurs));
        }

        String maintenance() {
            return address.url(address.database(), "");
        }

        String options() {
            return nodes.isEmpty() ? "" : ON_MACHINES;
        }

        /** As the embedded one: the order of bytes, letters of every language. */
        private static String creating(String name) {
            return "create database " + name + " template template0 encoding 'UTF8' locale_provider libc"
                    + " lc_collate 'C' lc_ctype 'C.UTF-8'";
        }

        void create(String name) {
            run(maintenance(), creating(name));
        }

        /** Over the machines of the given database, where it has some. */
        void spread(String name) {
            if (nodes.isEmpty()) {
                return;
            }
            List<String> cluster = new ArrayList<>(List.of(
                    "create extension citus",
                    "alter database " + name + " set citus.shard_count = " + SHARDS,
                    "alter database " + name + " set citus.propagate_set_commands = 'local'"));
            for (Node node : nodes) {
                String place = "('" + node.host() + "', " + node.port();
                if (node.group() == 0) {
                    cluster.add("select citus_set_coordinator_host" + place + ")");
                    cluster.add(
                            "select citus_set_node_property" + place + ", 'shouldhaveshards', " + node.shards() + ")");
                } else {
                    Address there = address.at(node.host(), node.port());
                    run(there.url(address.database(), ""), creating(name));
                    run(there.url(name, ""), "create extension citus");
                    cluster.add("select citus_add_node" + place + ")");
                }
            }
            cluster.add("alter database " + name + " set " + LOCK_TIMEOUT_OF_MACHINES);
            run(address.url(name, ""), cluster.toArray(String[]::new));
        }

        private List<Node> nodes() {
            List<Node> found = new ArrayList<>();
            try (Connection connection = DriverManager.getConnection(maintenance());
                    Statement statement = connection.createStatement()) {
                try (ResultSet row = statement.executeQuery("select 1 from pg_extension where extname = 'citus'")) {
                    if (!row.next()) {
                        return List.of();
                    }
                }
                try (ResultSet rows = statement.executeQuery("""
                        select nodename, nodeport, groupid, shouldhaveshards from pg_dist_node
                         where noderole = 'primary' and isactive order by groupid
                        """)) {
                    while (rows.next()) {
                        found.add(new Node(rows.getString(1), rows.getInt(2), rows.getInt(3), rows.getBoolean(4)));
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the PostgreSQL of -D" + PROPERTY + " does not answer", e);
            }
            return found.isEmpty() ? List.of(new Node("localhost", address.port(), 0, true)) : List.copyOf(found);
        }

        void run(String url, String... statements) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(String.join("; ", statements), e);
            }
        }

        private void dropOurs() {
            dropping = true;
            List<String> places = new ArrayList<>(List.of(maintenance()));
            nodes.stream()
                    .filter(node -> node.group() != 0)
                    .forEach(node ->
                            places.add(address.at(node.host(), node.port()).url(address.database(), "")));
            for (String place : places) {
                ours(place, "select datname from pg_database where datname")
                        .forEach(name -> run(place, "drop database if exists " + name + " with (force)"));
                ours(place, "select rolname from pg_roles where rolname")
                        .forEach(name -> run(place, "drop role if exists " + name));
            }
        }

        private List<String> ours(String place, String query) {
            List<String> names = new ArrayList<>();
            try (Connection connection = DriverManager.getConnection(place);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query + " like '" + prefix.replace("_", "\\_") + "%'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(query, e);
            }
            return names;
        }
    }
}
