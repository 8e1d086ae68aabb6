package nx.sale.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a hexagonal service whose packages are {@code root.domain}, {@code root.application}, {@code root.http},
 * {@code root.postgres} and so on, for any root: ours, that of the counterexamples, or another service's.
 */
final class Rules {
    /** The records of the domain that had two components of one type among many when the rule came: this list only shrinks. */
    static final Set<String> SWAPPABLE = Set.of(
            "KitchenTicketItem",
            "LineDraft",
            "OrderOperation",
            "PaymentLedger.Attempt",
            "PaymentViews.AttemptView",
            "PendingAttempt",
            "Settings",
            "ShiftFigures.SalesSum",
            "StoredMessage",
            "Variant");

    private final String root;
    private final DirectionRules direction;
    private final FeatureRules feature;
    private final SizeRules size;
    private final DomainRules domain;
    private final UseCaseRules useCase;
    private final CodeRules code;

    Rules(String root) {
        this(root, SWAPPABLE);
    }

    Rules(String root, Set<String> swappable) {
        this.root = root;
        direction = new DirectionRules(root);
        feature = new FeatureRules(root);
        size = new SizeRules(root, swappable);
        domain = new DomainRules(root);
        useCase = new UseCaseRules(root);
        code = new CodeRules(root);
    }

    /** Every rule by name; a failure says the name, the rule and the way out ({@link WaysOut}). */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("domainDependsOnNothing", direction.domainDependsOnNothing());
        rules.put("applicationDependsOnTheDomainOnly", direction.applicationDependsOnTheDomainOnly());
        rules.put("adaptersDoNotSeeEachOther", direction.adaptersDoNotSeeEachOther());
        rules.put("onlyBootstrapSeesBootstrap", direction.onlyBootstrapSeesBootstrap());
        rules.put("technologiesStayInTheirAdapters", direction.technologiesStayInTheirAdapters());
        rules.put("noHttpWordsInTheDomainAndTheApplication", direction.noHttpWordsInTheDomainAndTheApplication());
        rules.put("domainFeaturesKeepToTheirNeighbours", feature.domainFeaturesKeepToTheirNeighbours());
        for (String module : List.of("application", "http", "postgres", "bootstrap")) {
            rules.put(module + "FeaturesAreFreeOfCycles", feature.featuresAreFreeOfCycles(module));
        }
        rules.put("routesAreNamedByTheirFeatureOnly", feature.routesAreNamedByTheirFeatureOnly());
        rules.put("recordsHaveFourteenComponentsAtMost", size.recordsHaveFourteenComponentsAtMost());
        rules.put("wideConstructorsTellTheirParametersApart", size.wideConstructorsTellTheirParametersApart());
        rules.put("packagesHaveTwentyFiveClassesAtMost", size.packagesHaveTwentyFiveClassesAtMost());
        rules.put("timeAndChanceAreArguments", domain.timeAndChanceAreArguments());
        rules.put("noFloatingPointMoney", domain.noFloatingPointMoney());
        rules.put("aggregatesAreClosed", domain.aggregatesAreClosed());
        rules.put("errorsAndEventsAreRecords", domain.errorsAndEventsAreRecords());
        rules.put("writePortsTakeTheTransactionFirst", domain.writePortsTakeTheTransactionFirst());
        rules.put("useCasesAreFinalAndHandleOneThing", useCase.useCasesAreFinalAndHandleOneThing());
        rules.put("useCasesDoNotCallUseCases", useCase.useCasesDoNotCallUseCases());
        rules.put("transactionsAreOpenedByUseCases", useCase.transactionsAreOpenedByUseCases());
        rules.put(
                "pricingIsNeverAskedByAMethodThatHoldsATransaction",
                useCase.pricingIsNeverAskedByAMethodThatHoldsATransaction());
        rules.put("lockMethodsTakeALock", LockMethods.takeALock(root + ".postgres"));
        rules.put("jsonIsReadInOnePlace", code.jsonIsReadInOnePlace());
        rules.put("answersAreReadInOnePlace", code.answersAreReadInOnePlace());
        rules.put("noLegacyApis", code.noLegacyApis());
        rules.put("constructorsStartNothing", code.constructorsStartNothing());
        rules.put("amountsAreWrittenCanonically", code.amountsAreWrittenCanonically());
        rules.put("logValuesAreFields", code.logValuesAreFields());
        rules.put("loggersArePrivateConstants", code.loggersArePrivateConstants());
        rules.replaceAll((name, rule) -> rule.as(name + ": " + rule.getDescription())
                .because(WaysOut.BY_RULE.getOrDefault(name, "class WaysOut should say the way out")));
        return rules;
    }
}
