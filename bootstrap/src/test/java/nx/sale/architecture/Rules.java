package nx.sale.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules, for any root package: the real one, or that of the counterexamples. */
final class Rules {
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

    private static final Set<String> COMMON = Set.of("shared", "id", "requests", "outbox", "listing", "live");

    private static final int COMPONENTS = 14;
    private static final int CLASSES = 25;

    /** The records that were wider when the limit came, to be split: this list only shrinks. */
    static final Set<String> WIDE_RECORDS = Set.of(
            "CheckJson.Check",
            "FloorJson.Usage",
            "KitchenJson.Item",
            "KitchenJson.Ticket",
            "KitchenTicket",
            "Line",
            "OrderHeader",
            "OrderJson.Item",
            "OrderJson.Order",
            "ReservationJson.Body",
            "ReviewRoutes.Review",
            "ShiftJson.Reading",
            "ShiftJson.Session",
            "Config");

    private final String root;

    Rules(String root) {
        this.root = root;
    }

    private String in(String packages) {
        return root + "." + packages;
    }

    /** Every rule by name; a failure says the name, the rule and the way out ({@link WaysOut}). */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("domainDependsOnNothing", domainDependsOnNothing());
        rules.put("applicationDependsOnTheDomainOnly", applicationDependsOnTheDomainOnly());
        rules.put("adaptersDoNotSeeEachOther", adaptersDoNotSeeEachOther());
        rules.put(
                "onlyBootstrapSeesBootstrap",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(in("bootstrap.."))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(in("bootstrap..")));
        rules.put("noHttpWordsInTheDomainAndTheApplication", noHttpWordsInTheDomainAndTheApplication());
        rules.put("domainFeaturesKeepToTheirNeighbours", domainFeaturesKeepToTheirNeighbours());
        for (String module : List.of("application", "http", "postgres", "bootstrap")) {
            rules.put(
                    module + "FeaturesAreFreeOfCycles",
                    slices().matching(in(module + ".(*)..")).should().beFreeOfCycles());
        }
        rules.put("routesAreNamedByTheirFeatureOnly", routesAreNamedByTheirFeatureOnly());
        rules.put("recordsHaveFourteenComponentsAtMost", recordsHaveFourteenComponentsAtMost());
        rules.put("packagesHaveTwentyFiveClassesAtMost", packagesHaveTwentyFiveClassesAtMost());
        rules.put("timeAndChanceAreArguments", timeAndChanceAreArguments());
        rules.put("noFloatingPointMoney", noFloatingPointMoney());
        rules.put("aggregatesAreClosed", aggregatesAreClosed());
        rules.put("errorsAndEventsAreRecords", errorsAndEventsAreRecords());
        rules.put("writePortsTakeTheTransactionFirst", writePortsTakeTheTransactionFirst());
        rules.put("lockMethodsTakeALock", LockMethods.takeALock(in("postgres")));
        rules.put("useCasesAreFinalAndHandleOneThing", useCasesAreFinalAndHandleOneThing());
        rules.put("useCasesDoNotCallUseCases", useCasesDoNotCallUseCases());
        rules.put("transactionsAreOpenedByUseCases", transactionsAreOpenedByUseCases());
        rules.put(
                "pricingIsNeverAskedByAMethodThatHoldsATransaction",
                pricingIsNeverAskedByAMethodThatHoldsATransaction());
        rules.put("technologiesStayInTheirAdapters", technologiesStayInTheirAdapters());
        rules.put("jsonIsReadInOnePlace", jsonIsReadInOnePlace());
        rules.put("answersAreReadInOnePlace", answersAreReadInOnePlace());
        rules.put("noLegacyApis", noLegacyApis());
        rules.put("logValuesAreFields", logValuesAreFields());
        rules.put(
                "loggersArePrivateConstants",
                fields().that()
                        .haveRawType("org.slf4j.Logger")
                        .should()
                        .bePrivate()
                        .andShould()
                        .beStatic()
                        .andShould()
                        .beFinal());
        rules.replaceAll((name, rule) -> rule.as(name + ": " + rule.getDescription())
                .because(WaysOut.BY_RULE.getOrDefault(name, "class WaysOut should say the way out")));
        return rules;
    }

    private ArchRule domainDependsOnNothing() {
        return classes()
                .that()
                .resideInAPackage(in("domain.."))
                .should(onlyDependOnClassesThat(resideInAPackage(in("domain.."))
                        .or(resideInAnyPackage(JDK_FOR_THE_DOMAIN))
                        .or(primitiveOrArray())));
    }

    private ArchRule applicationDependsOnTheDomainOnly() {
        return classes()
                .that()
                .resideInAPackage(in("application.."))
                .should(onlyDependOnClassesThat(resideInAnyPackage(in("application.."), in("domain.."))
                        .or(resideInAnyPackage(JDK_FOR_THE_DOMAIN))
                        .or(primitiveOrArray())));
    }

    /** Names that only HTTP has a use for, as whole words of a camel-case name. */
    private static final Pattern HTTP_WORD =
            Pattern.compile("(?:^(?:http|etag|ifMatch|statusCode|mediaType|contentType|queryString|cookie)"
                    + "|(?:Http|HTTP|E[tT]ag|IfMatch|StatusCode|MediaType|ContentType|QueryString|Cookie))(?![a-z])");

    /** A program that embeds the use cases has no HTTP: statuses and headers belong to the adapter (docs/decisions/0039). */
    private ArchRule noHttpWordsInTheDomainAndTheApplication() {
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

    private ArchRule adaptersDoNotSeeEachOther() {
        return slices().matching(in("(http|postgres|messaging|pricing).."))
                .should()
                .notDependOnEachOther();
    }

    /** More are mixed up unseen: group those that belong together in a record of their own. */
    private ArchRule recordsHaveFourteenComponentsAtMost() {
        return classes()
                .that()
                .areRecords()
                .should(new ArchCondition<>("have at most " + COMPONENTS + " components, or be listed and have more") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        int components = components(type);
                        boolean listed = WIDE_RECORDS.contains(shortName(type));
                        if (components > COMPONENTS && !listed) {
                            events.add(SimpleConditionEvent.violated(
                                    type,
                                    shortName(type) + " has " + components
                                            + " components: group those that belong together"));
                        } else if (components <= COMPONENTS && listed) {
                            events.add(SimpleConditionEvent.violated(
                                    type, shortName(type) + " is small enough: take it off WIDE_RECORDS"));
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
    private ArchRule packagesHaveTwentyFiveClassesAtMost() {
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

    /** An answer may show what another feature shows; what two features' routes share is below both (nx.sale.http.path). */
    private ArchRule routesAreNamedByTheirFeatureOnly() {
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

    /** Which feature may depend on which others (decisions 0006 and 0009); every feature may use the common rooms. */
    private ArchRule domainFeaturesKeepToTheirNeighbours() {
        Map<String, Set<String>> neighbours = Map.ofEntries(
                Map.entry("shared", Set.of()),
                Map.entry("id", Set.of()),
                Map.entry("requests", Set.of()),
                Map.entry("outbox", Set.of()),
                Map.entry("listing", Set.of()),
                Map.entry("live", Set.of()),
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
                Map.entry("loyalty", Set.of("order", "settings")),
                Map.entry("shift", Set.of("order", "payment", "settings")));
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
                                            && !neighbours
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

    private ArchRule timeAndChanceAreArguments() {
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

    private ArchRule noFloatingPointMoney() {
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

    private ArchRule aggregatesAreClosed() {
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

    private ArchRule errorsAndEventsAreRecords() {
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

    private ArchRule writePortsTakeTheTransactionFirst() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(in("domain.."))
                .and()
                .areDeclaredInClassesThat()
                .areInterfaces()
                .and()
                .haveNameMatching("(lock|lockIfPresent|lockAll|lockCart|add[A-Z]?\\w*|update|claim|append)")
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

    private ArchRule useCasesAreFinalAndHandleOneThing() {
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

    private ArchRule useCasesDoNotCallUseCases() {
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

    private ArchRule transactionsAreOpenedByUseCases() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("application.."))
                .should(new ArchCondition<>("open a transaction") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getMethodCallsFromSelf().stream()
                                .filter(call ->
                                        call.getTargetOwner().getSimpleName().equals("UnitOfWork"))
                                .forEach(call ->
                                        events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
                    }
                });
    }

    /**
     * Sees methods that take Tx. A call inside the lambda given to {@code run} looks like one of the enclosing method and is not seen.
     */
    private ArchRule pricingIsNeverAskedByAMethodThatHoldsATransaction() {
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

    private ArchRule technologiesStayInTheirAdapters() {
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

    /** Every reader takes its bounds from {@code BoundedJson} (docs/decisions/0020). */
    private ArchRule jsonIsReadInOnePlace() {
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
    private ArchRule answersAreReadInOnePlace() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("json.."))
                .should()
                .accessClassesThat()
                .haveNameMatching("java\\.net\\.http\\.HttpResponse\\$Body(Handlers|Subscribers)");
    }

    /** A log query finds a value by its field ({@code addKeyValue}), not by its place in a message. */
    private ArchRule logValuesAreFields() {
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

    /** The library that reads tokens speaks of {@code Date}; nothing else does. */
    private ArchRule noLegacyApis() {
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
