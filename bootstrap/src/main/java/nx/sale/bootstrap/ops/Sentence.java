package nx.sale.bootstrap.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.bootstrap.config.Config;
import nx.sale.bootstrap.upkeep.SchemaGuard;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in a sentence, when it is not a bug: then the place in the program helps nobody. */
public final class Sentence {
    private Sentence() {}

    /** The sentence; empty when it is a bug, whose stack trace is needed. */
    public static Optional<String> of(Throwable failure) {
        List<Throwable> chain = chain(failure);
        // the innermost says most: the pool only says that it waited
        Optional<Throwable> sql =
                chain.reversed().stream().filter(SQLException.class::isInstance).findFirst();
        if (sql.isPresent()) {
            return one(sql.get(), chain);
        }
        for (Throwable part : chain) {
            Optional<String> sentence = one(part, chain);
            if (sentence.isPresent()) {
                return sentence;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> one(Throwable part, List<Throwable> chain) {
        return Optional.ofNullable(
                switch (part) {
                    case Config.Wrong wrong -> wrong.getMessage();
                    case SchemaGuard.Unfit unfit -> unfit.getMessage();
                    case SQLException sql -> database(sql, chain);
                    case BindException taken -> "the port is in use by another program: " + taken.getMessage();
                    case Unavailable unavailable
                    when chain.getLast() == unavailable -> "not available just now: " + unavailable.getMessage();
                    case KafkaException kafka -> "Kafka cannot be used: " + reason(chain.getLast());
                    case UncheckedIOException file -> io(file, chain);
                    case Rejected refused -> "refused: " + refused.error().code();
                    default -> null;
                });
    }

    private static String database(SQLException sql, List<Throwable> chain) {
        String state = String.valueOf(sql.getSQLState());
        String message = String.valueOf(sql.getMessage()).lines().findFirst().orElse("");
        return switch (state) {
            case "28P01", "28000" -> "the database refuses the user or the password: " + message;
            case "3D000" -> "the database server has no such database: " + message;
            case "42P01", "3F000" ->
                "the database has no tables of this service yet; sale migrate makes them: " + message;
            default -> {
                boolean unknown = chain.stream().anyMatch(UnknownHostException.class::isInstance);
                yield state.startsWith("08")
                        ? "no database answers: "
                                + (unknown ? "unknown host " + chain.getLast().getMessage() : first(message))
                        : "the database cannot be used: " + message;
            }
        };
    }

    /** What went wrong with a file. */
    static String file(String file, IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no file " + file;
            case AccessDeniedException denied -> file + " may not be read";
            case CharacterCodingException binary -> file + " is not a text in UTF-8";
            default -> "cannot read " + file + ": " + reason(failure);
        };
    }

    private static String io(UncheckedIOException failure, List<Throwable> chain) {
        return chain.stream().anyMatch(CharacterCodingException.class::isInstance)
                ? "that is not a text in UTF-8"
                : String.valueOf(failure.getMessage()).replaceFirst("^java\\.[\\w.]+: ", "");
    }

    /** Why nobody answered. */
    static String reason(Throwable failure) {
        Throwable root = chain(failure).getLast();
        if (chain(failure).stream().anyMatch(ConnectException.class::isInstance)) {
            return root.getClass().getSimpleName().equals("UnresolvedAddressException")
                    ? "the host is unknown"
                    : "connection refused";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static String first(String message) {
        return message.replaceFirst("(?s)\\. .*", "");
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable part = failure; part != null; part = part.getCause()) {
            chain.add(part);
        }
        return chain;
    }
}
