package nx.sale.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executor;

/** What is done in one place of the code only, and what is done nowhere. */
final class CodeRules {
    private final String root;

    CodeRules(String root) {
        this.root = root;
    }

    private String in(String packages) {
        return root + "." + packages;
    }

    /** Every reader takes its bounds from {@code BoundedJson} (docs/decisions/0020). */
    ArchRule jsonIsReadInOnePlace() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("json.."))
                .should(new ArchCondition<>("make a reader of JSON") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getAccessesFromSelf().stream()
                                .filter(
                                        access -> access.getTargetOwner()
                                                .getName()
                                                .matches(
                                                        "com\\.fasterxml\\.jackson\\..*\\.(ObjectMapper|JsonMapper|JsonFactory|JsonFactoryBuilder|StreamReadConstraints)"))
                                .filter(access ->
                                        access.getName().matches("<init>|builder|overrideDefaultStreamReadConstraints"))
                                .forEach(access ->
                                        events.add(SimpleConditionEvent.satisfied(type, access.getDescription())));
                    }
                });
    }

    /** Every client takes its answers through {@code BoundedAnswer}: no other service fills the memory. */
    ArchRule answersAreReadInOnePlace() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("json.."))
                .should()
                .accessClassesThat()
                .haveNameMatching("java\\.net\\.http\\.HttpResponse\\$Body(Handlers|Subscribers)");
    }

    /** What is built is started by who owns it: a wiring that fails half way leaves no thread behind, and asks no name service. */
    ArchRule constructorsStartNothing() {
        return noClasses().should(new ArchCondition<>("start a thread or ask a name service in a constructor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getConstructors().stream()
                        .flatMap(constructor -> constructor.getCallsFromSelf().stream())
                        .filter(
                                call -> starts(call.getTargetOwner(), call.getName())
                                        || call.getTarget()
                                                .getFullName()
                                                .equals(
                                                        "com.zaxxer.hikari.HikariDataSource.<init>(com.zaxxer.hikari.HikariConfig)"))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
            }
        });
    }

    /** Starts its threads at once; the one without arguments starts them with the first connection. */
    private static final String STARTED_POOL =
            "com.zaxxer.hikari.HikariDataSource.<init>(com.zaxxer.hikari.HikariConfig)";

    private static boolean starts(JavaClass owner, String method) {
        return owner.isAssignableTo(Thread.class) && method.matches("start|startVirtualThread")
                || owner.isAssignableTo(Thread.Builder.class) && method.equals("start")
                || owner.isAssignableTo(Executor.class) && method.matches("execute|submit|invoke.*|schedule.*")
                || owner.isAssignableTo(InetAddress.class) && method.matches("getByName|getAllByName|getLocalHost");
    }

    /** A log query finds a value by its field ({@code addKeyValue}), not by its place in a message. */
    ArchRule logValuesAreFields() {
        return noClasses().should(new ArchCondition<>("put a value into the message of a log line") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner()
                                .getName()
                                .matches("org\\.slf4j\\.(Logger|spi\\.LoggingEventBuilder)"))
                        .filter(call ->
                                call.getName().matches("trace|debug|info|warn|error|log|addArgument|setMessage"))
                        .filter(call -> !List.of(
                                        List.of("java.lang.String"), List.of("java.lang.String", "java.lang.Throwable"))
                                .contains(call.getTarget().getRawParameterTypes().stream()
                                        .map(JavaClass::getName)
                                        .toList()))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
            }
        });
    }

    ArchRule loggersArePrivateConstants() {
        return fields().that()
                .haveRawType("org.slf4j.Logger")
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal();
    }

    /** The decimal of messages, stored documents and proofs is the shortest one; {@code plain()} is for people and changes with the currency. */
    ArchRule amountsAreWrittenCanonically() {
        return noClasses().should(new ArchCondition<>("write an amount as people read it") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(access ->
                                access.getTargetOwner().getSimpleName().equals("Money")
                                        && access.getName().equals("plain")
                                        && !access.getTargetOwner().equals(type))
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(type, access.getDescription())));
            }
        });
    }

    /** The library that reads tokens speaks of {@code Date}; nothing else does. */
    ArchRule noLegacyApis() {
        return noClasses()
                .that(not(com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                        ".*\\.(Tokens|TokenClaims)(\\$.*)?")))
                .should()
                .dependOnClassesThat(assignableTo(java.util.Date.class))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err");
    }
}
