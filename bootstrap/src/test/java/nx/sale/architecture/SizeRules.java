package nx.sale.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How large a record and a package may become. */
final class SizeRules {
    private static final int COMPONENTS = 14;
    private static final int CLASSES = 25;
    private static final int PARAMETERS = 9;

    private final String root;
    private final Set<String> swappable;

    /**
     * The rules on size.
     *
     * @param swappable the records that may have two of one type among many
     */
    SizeRules(String root, Set<String> swappable) {
        this.root = root;
        this.swappable = swappable;
    }

    /** More are mixed up unseen: group those that belong together in a record of their own. */
    ArchRule recordsHaveFourteenComponentsAtMost() {
        return classes().that().areRecords().should(new ArchCondition<>("have at most " + COMPONENTS + " components") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int components = components(type);
                if (components > COMPONENTS) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            shortName(type) + " has " + components + " components: group those that belong together"));
                }
            }
        });
    }

    /** Two arguments of one type can be given in each other's place, and no compiler says so. */
    ArchRule wideConstructorsTellTheirParametersApart() {
        return classes()
                .that()
                .resideInAPackage(root + ".domain..")
                .should(
                        new ArchCondition<>("have no constructor that others call with more than " + PARAMETERS
                                + " parameters, two of them of one type, or be listed and have one") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                boolean found = type.getConstructors().stream()
                                        .filter(constructor ->
                                                !constructor.getModifiers().contains(JavaModifier.PRIVATE))
                                        .map(constructor -> constructor.getParameterTypes().stream()
                                                .map(JavaType::getName)
                                                .toList())
                                        .anyMatch(types -> types.size() > PARAMETERS
                                                && Set.copyOf(types).size() < types.size());
                                boolean listed = swappable.contains(shortName(type));
                                if (found && !listed) {
                                    events.add(SimpleConditionEvent.violated(
                                            type, shortName(type) + " has two parameters of one type among many"));
                                } else if (!found && listed) {
                                    events.add(SimpleConditionEvent.violated(
                                            type,
                                            shortName(type) + " tells its parameters apart: take it off SWAPPABLE"));
                                }
                            }
                        });
    }

    static int components(JavaClass record) {
        return (int) record.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .count();
    }

    /** With the classes around it: OrderJson.Order. */
    static String shortName(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /** Nested classes and package-info do not count. */
    ArchRule packagesHaveTwentyFiveClassesAtMost() {
        return classes()
                .that()
                .areTopLevelClasses()
                .should(new ArchCondition<>("be at most " + CLASSES + " in a package") {
                    private final Map<String, Integer> counts = new TreeMap<>();

                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!type.getSimpleName().equals("package-info")) {
                            counts.merge(type.getPackageName(), 1, Integer::sum);
                        }
                    }

                    @Override
                    public void finish(ConditionEvents events) {
                        counts.forEach((name, count) -> {
                            if (count > CLASSES) {
                                events.add(SimpleConditionEvent.violated(
                                        name, name + " has " + count + " classes: sort them into packages by meaning"));
                            }
                        });
                    }
                });
    }
}
