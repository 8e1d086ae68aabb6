package nx.sale.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/** Which module may see which, and which technology stays where. */
final class DirectionRules {
    private static final String[] JDK_FOR_THE_DOMAIN = {
        "java.lang..",
        "java.math..",
        "java.time..",
        "java.util",
        "java.util.function..",
        "java.util.stream..",
        "java.util.concurrent.locks..",
        "java.nio.charset..",
        "java.security..",
        "org.jspecify.."
    };

    /** Names that only HTTP has a use for, as whole words of a camel-case name. */
    private static final Pattern HTTP_WORD =
            Pattern.compile("(?:^(?:http|etag|ifMatch|statusCode|mediaType|contentType|queryString|cookie)"
                    + "|(?:Http|HTTP|E[tT]ag|IfMatch|StatusCode|MediaType|ContentType|QueryString|Cookie))(?![a-z])");

    private final String root;

    DirectionRules(String root) {
        this.root = root;
    }

    private String in(String packages) {
        return root + "." + packages;
    }

    ArchRule domainDependsOnNothing() {
        return classes()
                .that()
                .resideInAPackage(in("domain.."))
                .should(onlyDependOnClassesThat(resideInAPackage(in("domain.."))
                        .or(resideInAnyPackage(JDK_FOR_THE_DOMAIN))
                        .or(primitiveOrArray())));
    }

    ArchRule applicationDependsOnTheDomainOnly() {
        return classes()
                .that()
                .resideInAPackage(in("application.."))
                .should(onlyDependOnClassesThat(resideInAnyPackage(in("application.."), in("domain.."))
                        .or(resideInAnyPackage(JDK_FOR_THE_DOMAIN))
                        .or(primitiveOrArray())));
    }

    /** A program that embeds the use cases has no HTTP: statuses and headers belong to the adapter (docs/decisions/0039). */
    ArchRule noHttpWordsInTheDomainAndTheApplication() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("domain.."), in("application.."))
                .should(new ArchCondition<>("have a name of HTTP's: say what it means without HTTP") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (HTTP_WORD.matcher(type.getSimpleName()).find()) {
                            events.add(SimpleConditionEvent.satisfied(type, type.getDescription()));
                        }
                        type.getMembers().stream()
                                .filter(member ->
                                        HTTP_WORD.matcher(member.getName()).find())
                                .forEach(member ->
                                        events.add(SimpleConditionEvent.satisfied(type, member.getDescription())));
                    }
                });
    }

    private static DescribedPredicate<JavaClass> primitiveOrArray() {
        return new DescribedPredicate<>("primitive or array") {
            @Override
            public boolean test(JavaClass type) {
                return type.isPrimitive() || type.isArray();
            }
        };
    }

    ArchRule onlyBootstrapSeesBootstrap() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("bootstrap.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("bootstrap.."));
    }

    ArchRule adaptersDoNotSeeEachOther() {
        return slices().matching(in("(http|postgres|messaging|pricing).."))
                .should()
                .notDependOnEachOther();
    }

    ArchRule technologiesStayInTheirAdapters() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("postgres.."), in("bootstrap.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..", "org.postgresql..")
                .orShould(dependOutside(in("messaging"), "org.apache.kafka"))
                .orShould(dependOutside(in("http"), "io.javalin"));
    }

    private ArchCondition<JavaClass> dependOutside(String home, String technology) {
        return new ArchCondition<>("depend on " + technology + " outside of " + home) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.getPackageName().startsWith(home)
                        || type.getPackageName().startsWith(in("bootstrap"))) {
                    return;
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith(technology))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription())));
            }
        };
    }
}
