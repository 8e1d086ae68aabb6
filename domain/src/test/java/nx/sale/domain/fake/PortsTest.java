package nx.sale.domain.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.contract.Contracts;
import nx.sale.domain.listing.Listing;
import nx.sale.domain.operations.OperationsViews;
import nx.sale.domain.operations.OutboxDesk;
import nx.sale.domain.operations.OutboxViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.outbox.Outbox;
import nx.sale.domain.outbox.OutboxQueue;
import nx.sale.domain.payment.InboxViews;
import nx.sale.domain.report.SalesReports;
import nx.sale.domain.shared.Tx;
import org.junit.jupiter.api.Test;

/**
 * Every port has a fake and a contract that the fake keeps. A port is a public interface of this module that stands for itself; one with
 * a single method that takes no transaction needs neither, a lambda is its fake.
 */
class PortsTest {
    /** Ports without a fake, and why. */
    private static final Map<Class<?>, String> NO_FAKE = Map.of(
            SalesReports.class, "sums over many orders are SQL",
            OperationsViews.class, "counts over all features are SQL",
            FloorViews.class, "joins the floor with orders and reservations in SQL",
            InboxViews.class, "lists columns that only PostgreSQL has",
            OutboxQueue.class, "its buckets belong to connections");

    /** Ports with a fake and without a contract, and why. */
    private static final Map<Class<?>, String> NO_CONTRACT = Map.of(
            Outbox.class, "what it stores depends on the codec; PostgresOutboxQueueTest and the journeys prove it",
            OutboxDesk.class, "no port creates the messages it is about; PostgresOutboxDeskTest proves it",
            OutboxViews.class, "no port creates the messages it is about; PostgresOutboxDeskTest proves it");

    /** Parts of other ports, proven with them. */
    private static final Set<Class<?>> PARTS = Set.of(Tx.class, Listing.class);

    /** What a fake does not hold of its port; its Javadoc says why. */
    private static final List<String> NOT_HELD = List.of("InMemoryPaymentViews");

    private static List<Class<?>> classes(Class<?> neighbour, String folder) throws IOException, URISyntaxException {
        Path root = Path.of(
                neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            return files.map(file -> root.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith(".class") && !name.contains("-info"))
                    .<Class<?>>map(name -> loaded(name.replaceAll("\\.class$", "")))
                    .toList();
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, PortsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Class<?>> ports() throws IOException, URISyntaxException {
        return classes(Orders.class, "nx/sale/domain").stream()
                .filter(PortsTest::isPort)
                .toList();
    }

    private static boolean isPort(Class<?> type) {
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .toList();
        boolean lambda = methods.size() == 1
                && !List.of(methods.getFirst().getParameterTypes()).contains(Tx.class);
        return type.isInterface()
                && !type.isAnnotation()
                && Modifier.isPublic(type.getModifiers())
                && !type.isSealed()
                && type.getEnclosingClass() == null
                && !methods.isEmpty()
                && !lambda
                && !PARTS.contains(type);
    }

    private static Set<Class<?>> held() throws IOException, URISyntaxException {
        return classes(PortsTest.class, "nx/sale/domain/fake").stream()
                .flatMap(fake -> Arrays.stream(fake.getInterfaces()))
                .collect(Collectors.toSet());
    }

    private static List<Class<?>> without(List<Class<?>> ports, Set<Class<?>> those) {
        return ports.stream().filter(port -> !those.contains(port)).toList();
    }

    @Test
    void everyPortHasAFake() throws IOException, URISyntaxException {
        assertThat(ports()).hasSizeGreaterThan(30).contains(Orders.class, Outbox.class);
        assertThat(without(ports(), held()))
                .as("write a fake for each in this package, or say in NO_FAKE why there is none")
                .containsExactlyInAnyOrderElementsOf(NO_FAKE.keySet());
    }

    @Test
    void everyPortWithAFakeHasAContract() throws IOException, URISyntaxException {
        List<Class<?>> withFake = without(ports(), NO_FAKE.keySet());

        assertThat(without(withFake, Contracts.ports()))
                .as("write a contract for each, or say in NO_CONTRACT why there is none")
                .containsExactlyInAnyOrderElementsOf(NO_CONTRACT.keySet());
    }

    @Test
    void theFakesKeepEveryContract() {
        assertThat(Contracts.notRunBy(InMemoryStoresTest.class))
                .as("add a nested class that extends each to InMemoryStoresTest")
                .isEmpty();
    }

    @Test
    void noFakeRefusesAMethodOfItsPort() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/test/java/nx/sale/domain/fake"))) {
            List<String> refusing = sources.filter(source -> !source.endsWith("PortsTest.java"))
                    .filter(source -> text(source).contains("UnsupportedOperationException"))
                    .map(source -> source.getFileName().toString().replace(".java", ""))
                    .toList();

            assertThat(refusing).containsExactlyInAnyOrderElementsOf(NOT_HELD);
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aPortIsRecognized() {
        assertThat(isPort(Orders.class)).isTrue();
        assertThat(isPort(Outbox.class)).as("one method with a transaction").isTrue();
        assertThat(isPort(nx.sale.domain.id.Ids.class)).as("a lambda").isFalse();
        assertThat(without(List.of(Orders.class, Outbox.class), Set.of(Orders.class)))
                .containsExactly(Outbox.class);
    }
}
