package nx.sale.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.application.order.CheckOut;
import org.junit.jupiter.api.Test;

/** Every use case is constructed in a test of this module, on fakes. */
class EveryUseCaseTest {
    private static final Pattern CONSTRUCTED = Pattern.compile("new (\\w+)\\(");

    /** A use case that no test constructs. */
    private static final class Untested {
        @SuppressWarnings("unused")
        public int handle(int command) {
            return command;
        }
    }

    private static Stream<Path> files(Path root, String ending) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> loaded(Path root, Path file) {
        String name = root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
        try {
            return Class.forName(name, false, EveryUseCaseTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classes of this module with one public method {@code handle}. */
    private static List<Class<?>> useCases() throws URISyntaxException {
        Path root = Path.of(CheckOut.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return files(root, ".class")
                .filter(file -> !file.getFileName().toString().contains("-info"))
                .<Class<?>>map(file -> loaded(root, file))
                .filter(EveryUseCaseTest::isUseCase)
                .toList();
    }

    private static boolean isUseCase(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .anyMatch("handle"::equals);
    }

    private static Set<String> constructed() {
        return files(Path.of("src/test/java"), ".java")
                .flatMap(file -> CONSTRUCTED.matcher(text(file)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static List<String> untested(List<Class<?>> useCases) {
        Set<String> constructed = constructed();
        return useCases.stream()
                .map(Class::getSimpleName)
                .filter(name -> !constructed.contains(name))
                .toList();
    }

    @Test
    void everyUseCaseIsTestedOnFakes() throws URISyntaxException {
        assertThat(useCases()).hasSizeGreaterThan(50);
        assertThat(untested(useCases()))
                .as("construct each of these in a test of the application module, on the fakes of Till")
                .isEmpty();
    }

    @Test
    void anUntestedUseCaseIsFound() {
        assertThat(isUseCase(Untested.class)).isTrue();
        assertThat(untested(List.of(Untested.class))).containsExactly("Untested");
    }
}
