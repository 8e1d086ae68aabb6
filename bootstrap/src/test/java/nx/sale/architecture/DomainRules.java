package nx.sale.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/** How the domain is written: values without chance, closed aggregates, ports that show their transaction. */
final class DomainRules {
    private final String root;

    DomainRules(String root) {
        this.root = root;
    }

    private String in(String packages) {
        return root + "." + packages;
    }

    ArchRule timeAndChanceAreArguments() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("domain.."), in("application.."))
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat(assignableTo(System.class).or(assignableTo(Thread.class)));
    }

    ArchRule noFloatingPointMoney() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("domain.."), in("application.."))
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("float or double") {
                    @Override
                    public boolean test(JavaClass type) {
                        return Set.of("float", "double", "java.lang.Float", "java.lang.Double")
                                .contains(type.getName());
                    }
                })
                .orShould(new ArchCondition<>("have float or double members") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getFields().stream()
                                .filter(field -> Set.of("float", "double")
                                        .contains(field.getRawType().getName()))
                                .forEach(field ->
                                        events.add(SimpleConditionEvent.satisfied(type, field.getDescription())));
                        type.getMethods().stream()
                                .filter(method -> Set.of("float", "double")
                                                .contains(method.getRawReturnType()
                                                        .getName())
                                        || method.getRawParameterTypes().stream()
                                                .anyMatch(parameter -> Set.of("float", "double")
                                                        .contains(parameter.getName())))
                                .forEach(method ->
                                        events.add(SimpleConditionEvent.satisfied(type, method.getDescription())));
                    }
                });
    }

    ArchRule aggregatesAreClosed() {
        return classes()
                .that()
                .resideInAPackage(in("domain.."))
                .and(new DescribedPredicate<>("have a rehydrate method") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getMethods().stream()
                                .anyMatch(method -> method.getName().equals("rehydrate"));
                    }
                })
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .haveOnlyPrivateConstructors()
                .andShould(new ArchCondition<>("have no setters") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getMethods().stream()
                                .filter(method -> method.getName().matches("set[A-Z].*"))
                                .forEach(method ->
                                        events.add(SimpleConditionEvent.violated(type, method.getDescription())));
                    }
                });
    }

    ArchRule errorsAndEventsAreRecords() {
        return classes()
                .that()
                .resideInAPackage(in("domain.."))
                .and(new DescribedPredicate<>("implement an error or an event") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !type.isInterface()
                                && type.getAllRawInterfaces().stream()
                                        .anyMatch(root -> root.getSimpleName().matches(".*(Error|Event)")
                                                && root.getPackageName().startsWith(in("domain")));
                    }
                })
                .should()
                .beRecords();
    }

    ArchRule writePortsTakeTheTransactionFirst() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(in("domain.."))
                .and()
                .areDeclaredInClassesThat()
                .areInterfaces()
                .and()
                .haveNameMatching("(lock|read|add|update|remove|claim|append)([A-Z]\\w*)?")
                .should(new ArchCondition<>("take Tx first") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        List<JavaClass> parameters = method.getRawParameterTypes();
                        if (parameters.isEmpty()
                                || !parameters.getFirst().getSimpleName().equals("Tx")) {
                            events.add(SimpleConditionEvent.violated(
                                    method, method.getDescription() + " does not take Tx first"));
                        }
                    }
                });
    }
}
