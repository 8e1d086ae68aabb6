package nx.sale.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** How use cases are written: one class, one method, one transaction. */
final class UseCaseRules {
    private final String root;

    UseCaseRules(String root) {
        this.root = root;
    }

    private String in(String packages) {
        return root + "." + packages;
    }

    private DescribedPredicate<JavaClass> useCase() {
        return new DescribedPredicate<>("a use case") {
            @Override
            public boolean test(JavaClass type) {
                return type.getPackageName().startsWith(in("application"))
                        && !type.getPackageName().matches(".*\\.(effects|requests)")
                        && type.getMethods().stream()
                                .anyMatch(method -> method.getName().equals("handle"));
            }
        };
    }

    ArchRule useCasesAreFinalAndHandleOneThing() {
        return classes()
                .that(useCase())
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould(new ArchCondition<>("have one public method, handle") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getMethods().stream()
                                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                                .filter(method -> !method.getName().equals("handle"))
                                .forEach(method ->
                                        events.add(SimpleConditionEvent.violated(type, method.getDescription())));
                    }
                });
    }

    ArchRule useCasesDoNotCallUseCases() {
        return noClasses().that(useCase()).should(new ArchCondition<>("depend on another use case") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> useCase().test(dependency.getTargetClass()))
                        .filter(dependency -> !dependency.getTargetClass().equals(type))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription())));
            }
        });
    }

    ArchRule transactionsAreOpenedByUseCases() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("application.."))
                .should(new ArchCondition<>("open a transaction") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getMethodCallsFromSelf().stream()
                                .filter(call ->
                                        call.getTargetOwner().getSimpleName().equals("UnitOfWork"))
                                .filter(call -> !call.getTargetOwner().equals(type)) // one way to run by another
                                .forEach(call ->
                                        events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
                    }
                });
    }

    /**
     * Sees methods that take Tx. A call inside the lambda given to {@code run} looks like one of the enclosing method and is not seen.
     */
    ArchRule pricingIsNeverAskedByAMethodThatHoldsATransaction() {
        return noClasses()
                .that()
                .resideInAPackage(in("application.."))
                .should(new ArchCondition<>("ask pricing where a transaction is open") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getMethodCallsFromSelf().stream()
                                .filter(call ->
                                        call.getTargetOwner().getSimpleName().equals("Pricing"))
                                .filter(call -> takesTx(call))
                                .forEach(call ->
                                        events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
                    }
                });
    }

    private static boolean takesTx(JavaAccess<?> call) {
        return call.getOrigin().getRawParameterTypes().stream()
                .anyMatch(parameter -> parameter.getSimpleName().equals("Tx"));
    }
}
