package nx.sale.domain.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a merchant's settings say of discounts, reasons, service charges and cash.
 *
 * @param discountLimitPercent a manual discount above this share of its gross needs a permission of its own (SETTING-7)
 * @param serviceCharges in the order in which they are shown
 */
public record MoneyRules(
        Reasons reasons, BigDecimal discountLimitPercent, List<ServiceCharge> serviceCharges, CashRules cash) {
    /** Most service charges. */
    public static final int MOST = 10;

    public static final MoneyRules DEFAULT = new MoneyRules(Reasons.NONE, new BigDecimal(100), List.of());

    /** Cash as it comes. */
    public MoneyRules(Reasons reasons, BigDecimal discountLimitPercent, List<ServiceCharge> serviceCharges) {
        this(reasons, discountLimitPercent, serviceCharges, CashRules.DEFAULT);
    }

    /** Whoever takes them from outside asks for {@link #flaws} first. */
    public MoneyRules {
        serviceCharges = List.copyOf(serviceCharges);
        List<SettingFlaw> flaws = flaws(reasons, discountLimitPercent, serviceCharges, cash);
        if (!flaws.isEmpty()) {
            throw new IllegalArgumentException(flaws.toString());
        }
    }

    /** Every rule that these would break. */
    public static List<SettingFlaw> flaws(
            Reasons reasons, BigDecimal discountLimitPercent, List<ServiceCharge> serviceCharges, CashRules cash) {
        List<SettingFlaw> flaws = new ArrayList<>(reasons.flaws());
        flaws.addAll(cash.flaws());
        SettingFlaw.percent("discountLimitPercent", discountLimitPercent, "0", 2)
                .ifPresent(flaws::add);
        SettingFlaw.when(
                        serviceCharges.size() > MOST,
                        "serviceCharges",
                        "too-many",
                        "must have at most " + MOST + " elements")
                .ifPresent(flaws::add);
        IntStream.range(0, serviceCharges.size())
                .mapToObj(index -> serviceCharges.get(index).flaws().stream()
                        .map(flaw -> flaw.in("serviceCharges[" + index + "]")))
                .forEach(found -> flaws.addAll(found.toList()));
        flaws.addAll(SettingFlaw.repeated(
                "serviceCharges",
                serviceCharges.stream().map(ServiceCharge::code).toList()));
        return flaws;
    }
}
