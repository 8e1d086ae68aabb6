package nx.sale.kit;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.bootstrap.ops.Ops;
import nx.sale.dev.Restaurant;

/** Who types {@code sale ops ...}. */
public final class Operator {
    private Operator() {}

    public record Output(int exit, String out, String complaints) {}

    public static Output ops(String typed, String... words) {
        return as("operator", typed, words);
    }

    public static Output as(String role, String typed, String... words) {
        Map<String, String> environment = new HashMap<>();
        environment.put("APP_ENV_DB_URL", Stack.get().postgresUrl());
        environment.put("SALE_URL", Stack.get().baseUrl());
        environment.put("SALE_TOKEN", Stack.get().sisters().identity().token(role, Restaurant.MERCHANT));
        environment.put("SALE_MERCHANT", Restaurant.MERCHANT);
        return in(environment, typed, words);
    }

    public static Output in(Map<String, String> environment, String typed, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int exit = new Ops(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(complaints, true, StandardCharsets.UTF_8),
                        new BufferedReader(new StringReader(typed)))
                .run(List.of(words));
        return new Output(exit, out.toString(StandardCharsets.UTF_8), complaints.toString(StandardCharsets.UTF_8));
    }

    /** A command line as a shell takes it apart. */
    public static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("""
                "([^"]*)"|(\\S+)""").matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words.toArray(String[]::new);
    }

    /** How many entries the audit has. */
    public static long audited() {
        return Long.parseLong(Stack.sql("select count(*) from AuditEntry").getFirst());
    }
}
