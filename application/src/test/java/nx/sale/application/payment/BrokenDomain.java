package nx.sale.application.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The domain once more with one rule broken, and its tests beside it: the source of the rule is compiled in memory with one change, and a
 * loader of its own has all classes of the domain. A rule whose place is not found exactly once fails.
 */
final class BrokenDomain extends ClassLoader {
    static final String ROOT = "nx.sale.domain.";
    private static final Path SOURCES = Path.of("../domain/src/main/java/nx/sale/domain");

    private final Map<String, ByteArrayOutputStream> compiled;

    private BrokenDomain(Map<String, ByteArrayOutputStream> compiled) {
        super(BrokenDomain.class.getClassLoader());
        this.compiled = compiled;
    }

    /**
     * With a rule of this package put otherwise.
     *
     * @param folder below the root of the domain
     */
    static BrokenDomain with(String folder, String rule, String broken) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        int places = 0;
        try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file).replaceAll("\\s*\\n\\s*\\.(?=[a-z])", ".");
                int here = text.split(Pattern.quote(rule), -1).length - 1;
                places += here;
                if (here > 0) {
                    sources.put(file.getFileName().toString(), text.replace(rule, broken));
                }
            }
        }
        assertThat(places).as("places of: " + rule).isEqualTo(1);
        return new BrokenDomain(compiled(sources));
    }

    private static Map<String, ByteArrayOutputStream> compiled(Map<String, String> sources) {
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
                                sources.entrySet().stream()
                                        .map(source -> source(source.getKey(), source.getValue()))
                                        .toList())
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

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(ROOT)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] octets = compiled.containsKey(name) ? compiled.get(name).toByteArray() : stored(name);
            return defineClass(name, octets, 0, octets.length);
        }
    }

    private byte[] stored(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The tests of a class that fail by this rule; of a table of cases each row is run. */
    TreeSet<String> failing(String tests) throws ReflectiveOperationException {
        Class<?> type = loadClass(tests);
        TreeSet<String> failing = new TreeSet<>();
        for (Method method : type.getDeclaredMethods()) {
            method.setAccessible(true);
            if (method.isAnnotationPresent(Test.class) && fails(type, method)) {
                failing.add(method.getName());
            }
            MethodSource rows = method.getAnnotation(MethodSource.class);
            if (rows != null) {
                Method source = type.getDeclaredMethod(rows.value()[0]);
                source.setAccessible(true);
                for (Object row : ((Stream<?>) source.invoke(null)).toList()) {
                    if (fails(type, method, row)) {
                        failing.add(method.getName());
                    }
                }
            }
        }
        return failing;
    }

    private static boolean fails(Class<?> type, Method test, Object... given) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            test.invoke(constructor.newInstance(), given);
            return false;
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof AssertionError || failed.getCause() instanceof RuntimeException) {
                return true;
            }
            throw failed;
        }
    }
}
