package nx.sale.bootstrap.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads settings from the environment: notes every key that is known, collects every problem, and can say afterwards what was not
 * understood. A secret may also come from the file named by the key with {@code _FILE} after it.
 */
final class ConfigReader {
    /** One setting, for the operator's table. */
    record Setting(String key, String value, String meaning, boolean secret) {}

    private final Map<String, String> environment;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    ConfigReader(Map<String, String> environment) {
        this.environment = environment;
    }

    String text(String key, String otherwise, String meaning) {
        return find(key)
                .map(value -> known(key, value, meaning, false))
                .orElseGet(() -> known(key, otherwise, meaning, false));
    }

    /** One of these words. */
    String choice(String key, String otherwise, String meaning, String... words) {
        return value(key, otherwise, meaning, otherwise, text -> {
            if (!List.of(words).contains(text)) {
                throw new IllegalArgumentException("must be one of " + String.join(", ", words));
            }
            return text;
        });
    }

    Optional<String> optional(String key, String meaning) {
        Optional<String> value = find(key);
        known(key, value.orElse(""), meaning, false);
        return value;
    }

    Optional<String> secret(String key, String meaning) {
        Optional<String> value = find(key).or(() -> find(key + "_FILE").flatMap(file -> content(key, file)));
        known(key, value.orElse(""), meaning, true);
        known(key + "_FILE", find(key + "_FILE").orElse(""), "file that holds " + key, false);
        return value;
    }

    private Optional<String> content(String key, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            problems.add(key + "_FILE cannot be read: " + file);
            return Optional.empty();
        }
    }

    int whole(String key, int otherwise, int min, int max, String meaning) {
        return value(key, Integer.toString(otherwise), meaning, otherwise, text -> {
            int number = Integer.parseInt(text);
            if (number < min || number > max) {
                throw new IllegalArgumentException("must be " + min + " to " + max);
            }
            return number;
        });
    }

    long large(String key, long otherwise, String meaning) {
        return value(key, Long.toString(otherwise), meaning, otherwise, Long::parseLong);
    }

    boolean flag(String key, boolean otherwise, String meaning) {
        return value(key, Boolean.toString(otherwise), meaning, otherwise, text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("must be true or false");
            }
            return text.equals("true");
        });
    }

    Optional<URI> uri(String key, String meaning) {
        return optional(key, meaning).flatMap(text -> {
            try {
                URI uri = URI.create(text.replaceFirst("/+$", ""));
                if (uri.getHost() == null) {
                    throw new IllegalArgumentException("must be an address such as http://host:port");
                }
                return Optional.of(uri);
            } catch (IllegalArgumentException e) {
                problems.add(key + " " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    private <T> T value(String key, String shown, String meaning, T otherwise, Function<String, T> parse) {
        String text = text(key, shown, meaning);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            String reason =
                    e instanceof NumberFormatException ? "must be a whole number" : String.valueOf(e.getMessage());
            problems.add(key + " " + reason + ", not " + text);
            return otherwise;
        }
    }

    /** A key of the platform that this service accepts and does not use. */
    void accepted(String key) {
        known(key, find(key).orElse(""), "of the platform, not used here", false);
    }

    /** Notes a problem unless it is there. */
    void require(Optional<?> value, String key) {
        if (value.isEmpty()) {
            problem(key + " is required to serve");
        }
    }

    /** The parts of a comma-separated text. */
    static List<String> list(Optional<String> text) {
        return text.map(present -> Arrays.stream(present.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    void problem(String text) {
        problems.add(text);
    }

    void warning(String text) {
        warnings.add(text);
    }

    /** Whether the environment has it, itself or as a file. */
    boolean given(String key) {
        return find(key).or(() -> find(key + "_FILE")).isPresent();
    }

    private Optional<String> find(String key) {
        return Optional.ofNullable(environment.get(key)).filter(value -> !value.isBlank());
    }

    private String known(String key, String value, String meaning, boolean secret) {
        settings.put(key, new Setting(key, value, meaning, secret));
        return value;
    }

    List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** {@code APP_ENV_} keys that nothing here reads, each with the nearest name that something does. */
    List<String> unknown() {
        return new TreeSet<>(environment.keySet())
                .stream()
                        .filter(key -> key.startsWith("APP_ENV_") && !settings.containsKey(key))
                        .map(key -> key + " is not a setting; did you mean " + nearest(key) + "?")
                        .toList();
    }

    private String nearest(String key) {
        return settings.keySet().stream()
                .min(java.util.Comparator.comparingInt(known -> distance(key, known)))
                .orElseThrow();
    }

    /** Levenshtein. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
