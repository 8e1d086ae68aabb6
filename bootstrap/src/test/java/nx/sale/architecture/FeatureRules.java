package nx.sale.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** Which feature may see which: features must be able to change apart. */
final class FeatureRules {
    private static final Set<String> COMMON = Set.of("shared", "id", "requests", "outbox", "listing", "live", "upkeep");

    /** Which feature may depend on which others (decisions 0006 and 0009); every feature may use the common rooms. */
    private static final Map<String, Set<String>> NEIGHBOURS = Map.ofEntries(
            Map.entry("shared", Set.of()),
            Map.entry("id", Set.of()),
            Map.entry("requests", Set.of()),
            Map.entry("outbox", Set.of()),
            Map.entry("listing", Set.of()),
            Map.entry("live", Set.of()),
            Map.entry("upkeep", Set.of()),
            Map.entry("catalogue", Set.of()),
            Map.entry("settings", Set.of()),
            Map.entry("access", Set.of()),
            Map.entry("operations", Set.of()),
            Map.entry("order", Set.of("catalogue", "settings")),
            Map.entry("check", Set.of("order", "settings")),
            Map.entry("payment", Set.of("check", "order", "settings")),
            Map.entry("kitchen", Set.of("access", "order")),
            Map.entry("allocation", Set.of("order")),
            Map.entry("reservation", Set.of("allocation")),
            Map.entry("report", Set.of()),
            Map.entry("returns", Set.of("check", "order", "payment", "settings")),
            Map.entry("loyalty", Set.of("order", "returns", "settings")),
            Map.entry("shift", Set.of("order", "payment", "returns", "settings")));

    private final String root;

    FeatureRules(String root) {
        this.root = root;
    }

    private String in(String packages) {
        return root + "." + packages;
    }

    ArchRule featuresAreFreeOfCycles(String module) {
        return slices().matching(in(module + ".(*)..")).should().beFreeOfCycles();
    }

    /** An answer may show what another feature shows; what two features' routes share is below both (nx.sale.http.path). */
    ArchRule routesAreNamedByTheirFeatureOnly() {
        return classes()
                .that()
                .resideInAPackage(in("http.."))
                .should(new ArchCondition<>("not name the routes of another feature") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency ->
                                        dependency.getTargetClass().getName().matches(".*\\w+Routes(\\$.*)?")
                                                && !dependency
                                                        .getTargetClass()
                                                        .getPackageName()
                                                        .equals(type.getPackageName()))
                                .forEach(dependency ->
                                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
                    }
                });
    }

    ArchRule domainFeaturesKeepToTheirNeighbours() {
        return classes()
                .that()
                .resideInAPackage(in("domain.."))
                .and(not(assignableToPermits()))
                .should(new ArchCondition<>("depend on neighbouring features only") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String own = feature(type);
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith(in("domain.")))
                                .filter(dependency -> {
                                    String other = feature(dependency.getTargetClass());
                                    return !other.equals(own)
                                            && !COMMON.contains(other)
                                            && !NEIGHBOURS
                                                    .getOrDefault(own, Set.of())
                                                    .contains(other);
                                })
                                .forEach(dependency ->
                                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
                    }
                });
    }

    /** The sealed roots name their features: that is what they are for. */
    private DescribedPredicate<JavaClass> assignableToPermits() {
        return new DescribedPredicate<>("a sealed root") {
            @Override
            public boolean test(JavaClass type) {
                return type.getSimpleName().equals("DomainError")
                        || type.getSimpleName().equals("DomainEvent");
            }
        };
    }

    private String feature(JavaClass type) {
        String rest = type.getPackageName().substring((root + ".domain.").length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }
}
