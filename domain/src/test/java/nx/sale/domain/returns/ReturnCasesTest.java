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
import nx.sale.domain.payment.refund.Refund;
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
        return Files.readAllLines(CASES).stream()
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
