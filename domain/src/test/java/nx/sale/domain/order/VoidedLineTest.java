package nx.sale.domain.order;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.Sending;
import nx.sale.domain.shared.Quantity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kitchen voided of a line, while the line changes. */
class VoidedLineTest {
    private static Line line(String quantity, String sent, String voided) {
        Line whole = TestOrders.withLines().lines().getFirst().withQuantity(Quantity.of(quantity));
        return TestOrders.withKitchen(whole, Quantity.of(sent), Quantity.of(voided));
    }

    // KITCHEN-22
    @ParameterizedTest
    @CsvSource({"3,1,1,4,1", "3,1,1,3,1", "3,1,1,2,0", "3,1,2,2,1", "3,1,2,1,0", "3,0,2,1,0", "3,0,2,2,1"})
    void aLowerQuantityTakesOffWhatWasVoidedFirst(
            String quantity, String sent, String voided, String lower, String left) {
        Line changed = line(quantity, sent, voided).withQuantity(Quantity.of(lower));

        assertThat(changed.voided()).isEqualTo(Quantity.of(left));
    }

    // KITCHEN-22
    @Test
    void aPartTakesWhatWasVoidedAfterWhatIsWithTheKitchen_andBringsItBack() {
        Line.Divided divided = line("5", "1", "2")
                .divided(
                        Quantity.of("2"),
                        Optional.empty(),
                        new OrderId(1),
                        new OrderId(2),
                        TestOrders.ids(9_000),
                        NOON);

        assertThat(divided.part().sent()).isEqualTo(Quantity.ONE);
        assertThat(divided.part().voided()).isEqualTo(Quantity.ONE);
        assertThat(divided.rest().voided()).isEqualTo(Quantity.ONE);
        assertThat(divided.rest().with(divided.part()).voided()).isEqualTo(Quantity.of("2"));
    }

    // KITCHEN-22
    @ParameterizedTest
    @CsvSource({"2,2,1,0", "2,1.5,1,0.5", "2,0,1,1"})
    void noMoreThanIsUnsentCountsAsVoided(String quantity, String sent, String voided, String counted) {
        assertThat(line(quantity, sent, voided).voided()).isEqualTo(Quantity.of(counted));
    }

    // KITCHEN-17
    @ParameterizedTest
    @CsvSource({"3,1,1,1", "3,0,1,2", "2,0,2,", "2,2,0,", "2,0,0,2"})
    void onlyWhatWasNeverSentGoesByItself(String quantity, String sent, String voided, @Nullable String goes) {
        Line line = line(quantity, sent, voided);

        assertThat(Sending.neverSent(List.of(line)).map(Sending::pieces))
                .isEqualTo(Optional.ofNullable(goes)
                        .map(quantityOf ->
                                List.of(new Sending.Piece(line.id(), Optional.of(Quantity.of(quantityOf))))));
    }
}
