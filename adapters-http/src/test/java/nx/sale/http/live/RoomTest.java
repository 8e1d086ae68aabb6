package nx.sale.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {
    @ParameterizedTest
    @ValueSource(strings = {"merchant/1234567890123456789", "sale-order/9223372036854775807", "allocation/unit/1"})
    void idsHaveUpToNineteenDigits(String name) {
        assertThat(Room.named(name)).map(Room::name).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "merchant/9223372036854775808",
                "merchant/10000000000000000000",
                "merchant/",
                "merchant/1e3",
                "merchant/07",
                "sale-order/00",
                "table/1"
            })
    void thereIsNoOtherRoom(String name) {
        assertThat(Room.named(name)).isEmpty();
    }
}
