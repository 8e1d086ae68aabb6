package nx.sale.domain.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/rules/return-cases.md, row by row. */
class ReturnCasesTest {
    private static final Path CASES = Path.of("../docs/rules/return-cases.md");

    static Stream<List<String>> cases() throws IOException {
        return table(Files.readString(CASES).split("\n## ")[0]);
    }

    static Stream<List<String>> afterwards() throws IOException {
        return table(Files.readString(CASES).split("\n## ")[1]);
    }

    private static Stream<List<String>> table(String part) {
        return part.lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
    }

    private static List<String> listed(String cell) {
        return List.of(cell.split("; "));
    }

    // RETURN-4, RETURN-8, RETURN-19
    @ParameterizedTest
    @MethodSource("cases")
    void goesBackAsTheTableSays(List<String> row) {
        CurrencyCode currency = new CurrencyCode(row.get(0));
        Sale sale = Sale.of(
                currency,
                row.get(1).equals("-") ? Settings.DEFAULT : TestOrders.rounding(currency, row.get(1)),
                List.of(),
                row.get(2),
                listed(row.get(3)).toArray(String[]::new));
        int parts = Integer.parseInt(row.get(4));
        if (parts > 1) {
            sale.divide(parts);
        }
        int number = 0;
        for (String payment : listed(row.get(5))) {
            String[] paid = payment.split(" ");
            sale.pay(
                    "p" + number,
                    Tender.valueOf(paid[0]),
                    paid[1],
                    parts > 1 ? Optional.of(sale.check(number)) : Optional.empty());
            number++;
        }
        List<String> given = new ArrayList<>();
        for (String goods : listed(row.get(6))) {
            given.add(given(sale.back(goods.split(", "))));
            sale.requireConserved();
        }

        assertThat(given).containsExactlyElementsOf(listed(row.get(7)));
    }

    // RETURN-10, RETURN-22
    @ParameterizedTest
    @MethodSource("afterwards")
    void eachUnitHasOneWayBack_asTheTableSays(List<String> row) {
        CurrencyCode currency = new CurrencyCode(row.get(0));
        Sale sale = Sale.of(
                currency,
                row.get(1).equals("-") ? Settings.DEFAULT : TestOrders.rounding(currency, row.get(1)),
                List.of(),
                "0",
                listed(row.get(2)).toArray(String[]::new));
        for (String deed : listed(row.get(3))) {
            play(sale, deed);
            sale.requireConserved();
            sale.requireOneWayBack();
        }

        assertThat(shown(sale.reviews()
                        .filter(PaymentReview::open)
                        .filter(review -> review.kind() != PaymentReview.Kind.REVERSED)
                        .map(review -> review.kind() + " "
                                + review.about().attemptUid().orElse("?") + " "
                                + review.amount().canonical())))
                .isEqualTo(row.get(4));
        assertThat(shown(sale.held().stream()
                        .map(held -> held.attemptUid().orElse("?") + " "
                                + held.amount().canonical())))
                .isEqualTo(row.get(5));
    }

    private static String shown(Stream<String> all) {
        String shown = all.sorted().collect(Collectors.joining("; "));
        return shown.isEmpty() ? "-" : shown;
    }

    private static void play(Sale sale, String deed) {
        String[] words = deed.split(" ");
        switch (words[0]) {
            case "pay" ->
                sale.tip(
                        words[1],
                        Tender.valueOf(words[2]),
                        words[3],
                        after(deed, "tip").orElse("0"),
                        Optional.empty());
            case "reverse" -> {
                if (words.length > 2) {
                    sale.reverse(words[1], words[2]);
                } else {
                    sale.reverse(words[1]);
                }
            }
            case "back" -> sale.back(words[1]);
            case "fail" -> sale.answer(refund(sale, words[1]), Refund.Status.FAILED);
            case "succeed" -> sale.answer(refund(sale, words[1]), Refund.Status.SUCCESS);
            case "retry" ->
                sale.retry(
                        refund(sale, words[1]),
                        after(deed, "to"),
                        deed.endsWith("in cash") ? Optional.of(Tender.CASH) : Optional.empty(),
                        Optional.of(words).filter(all -> all.length == 3).map(all -> sale.money(all[2])));
            case "cannot" ->
                assertThat(Sale.refusal(() -> sale.retry(refund(sale, words[2]), Optional.empty(), Optional.empty())))
                        .contains("refund-exceeds");
            case "refund" ->
                sale.decide(
                        sale.reviews()
                                .filter(PaymentReview::open)
                                .filter(review -> review.kind().held()
                                        && review.about()
                                                .attemptUid()
                                                .filter(words[1]::equals)
                                                .isPresent())
                                .findFirst()
                                .orElseThrow()
                                .id(),
                        PaymentReview.Status.REFUNDED,
                        false);
            default -> throw new IllegalArgumentException(deed);
        }
    }

    private static Optional<String> after(String deed, String word) {
        List<String> words = List.of(deed.split(" "));
        return Optional.of(words.indexOf(word)).filter(place -> place >= 0).map(place -> words.get(place + 1));
    }

    private static RefundId refund(Sale sale, String number) {
        return sale.refunds().toList().get(Integer.parseInt(number) - 1).id();
    }

    private static String given(Returning.Accepted accepted) {
        Map<Tender, Money> byTender = new TreeMap<>(Comparator.comparing(Tender::name));
        for (Refund refund : accepted.event().refunds()) {
            byTender.merge(refund.means().tender(), refund.amount(), Money::plus);
        }
        String back = byTender.entrySet().stream()
                .map(tender -> tender.getKey() + " " + tender.getValue().canonical())
                .collect(Collectors.joining(", "));
        return accepted.event().goods().sums().totals().total().canonical() + ": " + back;
    }
}
