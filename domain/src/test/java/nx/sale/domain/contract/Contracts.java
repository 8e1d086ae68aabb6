package nx.sale.domain.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The contracts there are. */
public final class Contracts {
    private Contracts() {}

    /** Every contract, in the order of their names. */
    public static List<Class<?>> all() {
        return names().sorted()
                .<Class<?>>map(Contracts::loaded)
                .filter(type -> type != Contract.class && Contract.class.isAssignableFrom(type))
                .toList();
    }

    private static Stream<String> names() {
        String folder = Contracts.class.getPackageName().replace('.', '/');
        try {
            Path home = Path.of(Contracts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(home)) {
                return names(home.resolve(folder)).stream();
            }
            try (FileSystem jar = FileSystems.newFileSystem(home)) {
                return names(jar.getPath(folder)).stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Contract.class"))
                    .map(file -> Contracts.class.getPackageName() + "." + file.replace(".class", ""))
                    .toList();
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ports that a contract is about or runs on. */
    public static Set<Class<?>> ports() {
        return all().stream()
                .flatMap(contract -> Arrays.stream(contract.getDeclaredClasses()))
                .filter(Class::isRecord)
                .flatMap(stores -> Arrays.stream(stores.getRecordComponents()))
                .map(RecordComponent::getType)
                .collect(Collectors.toSet());
    }

    /** The contracts that no nested class of this test runs. */
    public static List<String> notRunBy(Class<?> test) {
        Set<Class<?>> run = Arrays.stream(test.getDeclaredClasses())
                .map(Class::getSuperclass)
                .collect(Collectors.toSet());
        return all().stream()
                .filter(contract -> !run.contains(contract))
                .map(Class::getSimpleName)
                .toList();
    }
}
