package nx.sale.application.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import nx.sale.domain.shared.Money;
import org.junit.jupiter.api.Test;

/**
 * Mutants of the rules of cash rounding and tips: the rules are compiled with one change each, in memory, and the worked cases must come out
 * otherwise. A mutant whose place in the rules is not found fails too.
 */
class BrokenSettlementTest {
    private static final Path SOURCES = Path.of("../domain/src/main/java/nx/sale/domain/order/settlement");
    private static final String ROOM = "nx.sale.domain.order.settlement.";

    // ROUND-2
    @Test
    void aBillBelowOneIncrementIsPaidByNothing() {
        caught("rest.inMultiplesOf(coin).max(coin)", "rest.inMultiplesOf(coin)");
    }

    // ROUND-2
    @Test
    void exactCashThatIsNoMultipleDoesNotSettle() {
        caught("byCash || received.compareTo(total) >= 0", "byCash");
    }

    // ROUND-2
    @Test
    void whatIsCoveredExactlyIsRoundedAllTheSame() {
        caught("byCash && need.positive() ? need", "settled && need.positive() ? need");
    }

    // ROUND-2
    @Test
    void cashIsRoundedOfTheTotalAndNotOfTheRest() {
        caught("need.minus(total.minus(money.other()))", "need.minus(total)");
    }

    // TIP-2
    @Test
    void theTipComesBeforeTheBill() {
        caught("kept.plus(declared.min(free))", "kept.plus(declared)");
    }

    // TIP-3
    @Test
    void aDeclaredTipPaysTheBill() {
        caught("total.minus(received).plus(money.tips().declared()).min(total)", "total.minus(received)");
    }

    /** So that a mutant is caught for its change, and not because it was compiled here. */
    @Test
    void theRulesAsTheyAreGiveTheWorkedCases() {
        assertThat(wrong("record Payable", "record Payable")).isEmpty();
    }

    private static void caught(String rule, String broken) {
        assertThat(wrong(rule, broken)).as("worked cases that tell: " + broken).isNotEmpty();
    }

    /** The worked cases that come out otherwise with this change. */
    private static List<?> wrong(String rule, String broken) {
        try {
            return (List<?>) new Room(compiled(rule, broken))
                    .loadClass(ROOM + "WorkedCases")
                    .getMethod("wrong")
                    .invoke(null);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, ByteArrayOutputStream> compiled(String rule, String broken) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        int places = 0;
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file :
                    files.filter(path -> !path.endsWith("package-info.java")).toList()) {
                String text = Files.readString(file).replaceAll("\\s*\\n\\s*\\.(?=plus|minus|min|max)", ".");
                places += text.split(Pattern.quote(rule), -1).length - 1;
                sources.add(source(file.getFileName().toString(), text.replace(rule, broken)));
            }
        }
        assertThat(places).as("places of: " + rule).isEqualTo(1);
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        String domain =
                Money.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertThat(compiler.getTask(
                                null,
                                keeping(files, classes),
                                null,
                                List.of("-proc:none", "-nowarn", "-classpath", domain),
                                null,
                                sources)
                        .call())
                .isTrue();
        return classes;
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("memory:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean lenient) {
                return text;
            }
        };
    }

    private static JavaFileManager keeping(StandardJavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
        return new ForwardingJavaFileManager<>(files) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                    }
                };
            }
        };
    }

    /** The package of the rules once more: as compiled here, and its tests beside them. */
    private static final class Room extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> compiled;

        Room(Map<String, ByteArrayOutputStream> compiled) {
            super(BrokenSettlementTest.class.getClassLoader());
            this.compiled = compiled;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(ROOM)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] octets = compiled.containsKey(name) ? compiled.get(name).toByteArray() : stored(name);
            return defineClass(name, octets, 0, octets.length);
        }

        private byte[] stored(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
