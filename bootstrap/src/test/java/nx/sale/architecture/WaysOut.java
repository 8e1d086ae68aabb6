package nx.sale.architecture;

import java.util.Map;

/** What to do when a rule fails: why the rule exists and which change keeps it. */
final class WaysOut {
    static final Map<String, String> BY_RULE = Map.ofEntries(
            Map.entry(
                    "domainDependsOnNothing",
                    "the domain is embedded without libraries: move the code that needs this class to an adapter, behind a port in the domain"),
            Map.entry(
                    "applicationDependsOnTheDomainOnly",
                    "use cases run with any adapters: declare a port in the domain and implement it in an adapter"),
            Map.entry(
                    "adaptersDoNotSeeEachOther",
                    "an adapter can then be replaced alone: pass the value through a use case or a port, or connect both in bootstrap"),
            Map.entry(
                    "onlyBootstrapSeesBootstrap",
                    "bootstrap connects everything and nothing depends on it: pass the value as a constructor argument"),
            Map.entry(
                    "domainFeaturesKeepToTheirNeighbours",
                    "features must not grow into one: use an id from domain.id instead, or add the neighbour to this rule and write a decision record that says why (0006)"),
            Map.entry(
                    "applicationFeaturesAreFreeOfCycles",
                    "a cycle makes two features one: let one side depend on a port of the domain, or add the reaction to application.effects"),
            Map.entry(
                    "httpFeaturesAreFreeOfCycles",
                    "a cycle makes two features one: move what both use to a package below both, such as nx.sale.http.path"),
            Map.entry(
                    "postgresFeaturesAreFreeOfCycles",
                    "a cycle makes two features one: move what both use to nx.sale.postgres.sql, or read the other feature's rows with own SQL"),
            Map.entry(
                    "routesAreNamedByTheirFeatureOnly",
                    "routes of two features must change apart: move what both use to nx.sale.http.path, or to the record that shows it"),
            Map.entry(
                    "bootstrapFeaturesAreFreeOfCycles",
                    "a cycle makes two packages of bootstrap one: move what both use below both, or pass it in from App"),
            Map.entry(
                    "timeAndChanceAreArguments",
                    "tests set time and ids: take Clock or Ids in the constructor, or the Instant as an argument"),
            Map.entry(
                    "noFloatingPointMoney",
                    "floating point loses money: use Money, Quantity or BigDecimal with a stated rounding"),
            Map.entry(
                    "aggregatesAreClosed",
                    "only an aggregate changes its own state: make the class final and its constructors private, and replace a setter by a method named after what happens"),
            Map.entry(
                    "constructorsStartNothing",
                    "a service that fails while it is built must leave nothing behind: give the class a start method, called by Infrastructure.start or App.start"),
            Map.entry("errorsAndEventsAreRecords", "errors and events are immutable values: make the type a record"),
            Map.entry(
                    "writePortsTakeTheTransactionFirst",
                    "a write, a lock and a read under locks belong to a visible transaction: make Tx the first parameter, or name a read find, get or list"),
            Map.entry(
                    "useCasesAreFinalAndHandleOneThing",
                    "a use case is one final class with one public method handle: move the second method to a use case of its own"),
            Map.entry(
                    "useCasesDoNotCallUseCases",
                    "a use case inside another would open a second transaction: move what both share to a class that takes Tx"),
            Map.entry(
                    "transactionsAreOpenedByUseCases",
                    "only use cases decide what is atomic: call a use case, or take Tx as an argument"),
            Map.entry(
                    "pricingIsNeverAskedByAMethodThatHoldsATransaction",
                    "a slow sister service would hold locks: call Pricing before UnitOfWork.run and pass the result in"),
            Map.entry(
                    "technologiesStayInTheirAdapters",
                    "a technology is replaced in one adapter: put SQL in nx.sale.postgres, Kafka in nx.sale.messaging, Javalin in nx.sale.http, and reach them through a port"),
            Map.entry(
                    "jsonIsReadInOnePlace",
                    "every JSON reader has the same limits: take the mapper of BoundedJson (decision 0020)"),
            Map.entry("answersAreReadInOnePlace", "a long answer must not fill the memory: read it with BoundedAnswer"),
            Map.entry(
                    "noLegacyApis", "use java.time instead of Date, and a logger instead of System.out and System.err"),
            Map.entry(
                    "amountsAreWrittenCanonically",
                    "an amount is spelled one way on the wire, in SQL and in the hash of a Z report: call Money.canonical()"),
            Map.entry(
                    "logValuesAreFields",
                    "a log query finds a value by its field: write log.atInfo().addKeyValue(name, value).log(text), and the text is constant"),
            Map.entry(
                    "loggersArePrivateConstants",
                    "write private static final Logger log = LoggerFactory.getLogger(TheClass.class)"),
            Map.entry(
                    "lockMethodsTakeALock",
                    "readers of the code trust the word lock: call Tx.rank where the row is locked, or name the method read"),
            Map.entry(
                    "recordsHaveFourteenComponentsAtMost",
                    "neighbours of one type are swapped unseen: group components that belong together in a nested record"),
            Map.entry(
                    "wideConstructorsTellTheirParametersApart",
                    "arguments of one type are swapped unseen: put one of the two into a nested record with what it belongs to, or make the constructor private and give it a factory"),
            Map.entry(
                    "packagesHaveTwentyFiveClassesAtMost",
                    "a large package has several subjects: move the classes of one subject to a package of their own"),
            Map.entry(
                    "noHttpWordsInTheDomainAndTheApplication",
                    "embedders have no HTTP: return a result and let the HTTP adapter choose status and headers (decision 0039)"));

    private WaysOut() {}
}
