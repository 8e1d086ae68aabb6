package nx.sale.http.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.settings.CashRules;
import nx.sale.domain.settings.MoneyRules;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.settings.SettingFlaw;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.OrderType;
import nx.sale.http.json.FieldError;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** The JSON of what a merchant's settings say of reasons, discounts and service charges. */
public final class MoneyRulesJson {
    private MoneyRulesJson() {}

    /** What is to change of them; what is absent stays. */
    @Rules.Patch
    public record Change(
            @Rules.Means(
                    "the lists to change; null or an empty list removes one: reasons of its kind are free text again")
            Optional<ReasonLists> reasons,

            @Rules.NotNegative
            @Rules.Digits(whole = 3, decimals = 2)
            @Rules.Means("a manual discount above this share of its gross needs "
                    + Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT + " or an approval")
            Optional<BigDecimal> discountLimitPercent,

            @Rules.Size(min = 0, max = MoneyRules.MOST)
            @Rules.Means("all of them, in the order in which they are shown")
            Optional<List<Charge>> serviceCharges,

            @Rules.NotNegative
            @Rules.Currency
            @Rules.Means(
                    "by currency, what cash is paid in multiples of, {\"VND\": \"500\"}: all of them; {} rounds none")
            Optional<Map<String, BigDecimal>> cashIncrement,

            @Rules.Means("tills take cash themselves, when MQ-Pay cannot be reached")
            Optional<Boolean> cashByTill) {
        MoneyRules applied(MoneyRules old) {
            Reasons lists = reasons.map(change -> change.applied(old.reasons())).orElse(old.reasons());
            BigDecimal limit = discountLimitPercent.orElse(old.discountLimitPercent());
            List<ServiceCharge> charges = serviceCharges.map(Charge::charges).orElse(old.serviceCharges());
            CashRules cash = new CashRules(
                    cashIncrement.map(Change::increments).orElse(old.cash().increment()),
                    cashByTill.orElse(old.cash().byTill()));
            List<SettingFlaw> flaws = MoneyRules.flaws(lists, limit, charges, cash);
            if (!flaws.isEmpty()) {
                throw InvalidInput.fields(flaws.stream()
                        .map(flaw -> new FieldError(flaw.field(), flaw.rule(), flaw.message()))
                        .toList());
            }
            return new MoneyRules(lists, limit, charges, cash);
        }

        private static Map<CurrencyCode, BigDecimal> increments(Map<String, BigDecimal> wanted) {
            Map<CurrencyCode, BigDecimal> increments = new LinkedHashMap<>();
            wanted.forEach((currency, coin) -> increments.put(known(currency, "cashIncrement." + currency), coin));
            return increments;
        }
    }

    private static CurrencyCode known(String code, String path) {
        if (!CurrencyCode.known(code)) {
            throw InvalidInput.field(path, "not-allowed", "must be an ISO 4217 code");
        }
        return new CurrencyCode(code);
    }

    /** A list for each kind of reason. */
    @Rules.Patch
    public record ReasonLists(
            @Rules.Size(min = 0) Optional<Optional<List<Reason>>> discount,
            @Rules.Size(min = 0) Optional<Optional<List<Reason>>> comp,
            @JsonProperty("void") @Rules.Size(min = 0) Optional<Optional<List<Reason>>> voiding,
            @Rules.Size(min = 0) Optional<Optional<List<Reason>>> cancel,
            @JsonProperty("return") @Rules.Size(min = 0) Optional<Optional<List<Reason>>> returning,
            @Rules.Size(min = 0) Optional<Optional<List<Reason>>> noSale) {
        Reasons applied(Reasons old) {
            Reasons reasons = with(ReasonKind.DISCOUNT, discount, old);
            reasons = with(ReasonKind.COMP, comp, reasons);
            reasons = with(ReasonKind.VOID, voiding, reasons);
            reasons = with(ReasonKind.CANCEL, cancel, reasons);
            reasons = with(ReasonKind.RETURN, returning, reasons);
            return with(ReasonKind.NO_SALE, noSale, reasons);
        }

        private static Reasons with(ReasonKind kind, Optional<Optional<List<Reason>>> change, Reasons old) {
            return change.map(list -> old.with(
                            kind,
                            list.orElse(List.of()).stream()
                                    .map(reason -> new nx.sale.domain.settings.Reason(reason.code(), reason.name()))
                                    .toList()))
                    .orElse(old);
        }
    }

    /** A reason that staff can choose. */
    public record Reason(
            @Rules.Means("what a call names it by") String code,
            @Rules.Means("as staff reads it") String name) {
        static List<Reason> of(Reasons reasons, ReasonKind kind) {
            return reasons.of(kind).stream()
                    .map(reason -> new Reason(reason.code(), reason.name()))
                    .toList();
        }
    }

    /** A service charge. */
    public record Charge(
            @Rules.Means("what an order names it by") String code,
            @Rules.Means("as guests read it") String name,
            ServiceCharge.Kind kind,

            @Rules.Positive @Rules.Means("a percentage of subtotal less discount, 0.01 to 100; or an amount")
            BigDecimal value,

            @Rules.Text(max = 3)
            @Rules.Currency
            @Rules.Means("of an AMOUNT: it is not charged on orders in other currencies")
            Optional<String> currency,

            @Rules.NotNegative @Rules.Means("in per cent of the charge, 0 to 100")
            BigDecimal taxRate,

            @Rules.Means("on which orders it is charged; absent: all")
            Optional<When> when) {
        static List<ServiceCharge> charges(List<Charge> wanted) {
            return wanted.stream().map(Charge::charge).toList();
        }

        private ServiceCharge charge() {
            return new ServiceCharge(
                    code,
                    name,
                    kind,
                    value,
                    currency.map(CurrencyCode::new),
                    taxRate,
                    when.map(When::when).orElse(ServiceCharge.When.ALWAYS));
        }
    }

    /** All that is named must be so; an empty list names nothing. */
    public record When(
            @Rules.Means("one of these types; none named: any") @Rules.Size(min = 0)
            Optional<List<OrderType>> orderTypes,

            @Rules.Means("one of these channels; none named: any") @Rules.Size(min = 0)
            Optional<List<Long>> channelIds,

            @Rules.Between(min = 1, max = 999_999) @Rules.Means("an order whose guests were not counted has none")
            Optional<Integer> minGuests) {
        ServiceCharge.When when() {
            return new ServiceCharge.When(
                    new HashSet<>(orderTypes.orElse(List.of())),
                    channelIds.orElse(List.of()).stream()
                            .map(SaleChannelId::new)
                            .collect(Collectors.toSet()),
                    minGuests.map(OptionalInt::of).orElse(OptionalInt.empty()));
        }
    }

    public record View(
            ReasonsView reasons,

            @Rules.Means(
                    "a manual discount above this share of its gross needs a permission of its own, or an approval")
            String discountLimitPercent,

            @Rules.Means("in the order in which they are shown")
            List<ChargeView> serviceCharges,

            @Rules.Means("by currency, what cash is paid in multiples of")
            Map<String, String> cashIncrement,

            @Rules.Means("whether tills take cash themselves, when MQ-Pay cannot be reached")
            boolean cashByTill) {
        static View of(MoneyRules money) {
            return new View(
                    ReasonsView.of(money.reasons()),
                    Decimals.plain(money.discountLimitPercent()),
                    money.serviceCharges().stream().map(ChargeView::of).toList(),
                    increments(money.cash()),
                    money.cash().byTill());
        }

        private static Map<String, String> increments(CashRules cash) {
            Map<String, String> increments = new TreeMap<>();
            cash.increment().forEach((currency, coin) -> increments.put(currency.value(), Decimals.plain(coin)));
            return increments;
        }
    }

    public record ReasonsView(
            List<Reason> discount,
            List<Reason> comp,
            @JsonProperty("void") List<Reason> voiding,
            List<Reason> cancel,
            @JsonProperty("return") List<Reason> returning,
            List<Reason> noSale) {
        static ReasonsView of(Reasons reasons) {
            return new ReasonsView(
                    Reason.of(reasons, ReasonKind.DISCOUNT),
                    Reason.of(reasons, ReasonKind.COMP),
                    Reason.of(reasons, ReasonKind.VOID),
                    Reason.of(reasons, ReasonKind.CANCEL),
                    Reason.of(reasons, ReasonKind.RETURN),
                    Reason.of(reasons, ReasonKind.NO_SALE));
        }
    }

    public record ChargeView(
            String code,
            String name,
            ServiceCharge.Kind kind,

            @Rules.Means("a percentage of subtotal less discount, or an amount")
            String value,

            @Rules.Means("of an AMOUNT: it is not charged on orders in other currencies") @Nullable
            String currency,

            @Rules.Means("in per cent of the charge") String taxRate,
            @Rules.Means("on which orders it is charged") WhenView when) {
        static ChargeView of(ServiceCharge charge) {
            return new ChargeView(
                    charge.code(),
                    charge.name(),
                    charge.kind(),
                    Decimals.plain(charge.value()),
                    charge.currency().map(CurrencyCode::value).orElse(null),
                    Decimals.plain(charge.taxRate()),
                    WhenView.of(charge.when()));
        }
    }

    public record WhenView(
            @Rules.Means("one of these types; empty: any") List<OrderType> orderTypes,

            @Rules.Means("one of these channels; empty: any")
            List<String> channelIds,

            @Nullable Integer minGuests) {
        static WhenView of(ServiceCharge.When when) {
            return new WhenView(
                    when.orderTypes().stream().sorted().toList(),
                    when.channels().stream().sorted().map(Object::toString).toList(),
                    when.minGuests().isPresent() ? when.minGuests().getAsInt() : null);
        }
    }
}
