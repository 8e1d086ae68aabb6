package nx.sale.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nx.sale.containers.OutsidePostgres.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an address from outside is read; that tests run there is shown by ops/scale/outside. */
class OutsidePostgresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres://anna:s%40cret@db.example:5433/shop                       | jdbc:postgresql://db.example:5433/mine?user=anna&password=s%40cret
            postgresql://anna@db.example                                       | jdbc:postgresql://db.example:5432/mine?user=anna
            jdbc:postgresql://127.0.0.1:5/shop?user=anna&password=x&ssl=false  | jdbc:postgresql://127.0.0.1:5/mine?user=anna&password=x&ssl=false
            """)
    void addressesOfJavaAndOfLibpqNameTheSame(String given, String mine) {
        assertThat(Address.of(given).url("mine", "")).isEqualTo(mine);
    }

    @Test
    void databaseOfTheAddressIsTheUsers_whenItNamesNone() {
        assertThat(Address.of("postgres://anna@db.example").database()).isEqualTo("anna");
        assertThat(Address.of("postgres://anna@db.example/shop").database()).isEqualTo("shop");
    }

    @Test
    void optionsComeAfterThoseOfTheAddress() {
        assertThat(Address.of("postgres://anna@db/shop?options=-c%20a%3D1").url("mine", "-c b=2"))
                .endsWith("?options=-c+a%3D1+-c+b%3D2&user=anna");
    }

    @Test
    void whatIsNoAddressIsRefused_withoutBeingRepeated() {
        assertThatThrownBy(() -> Address.of("mysql://anna:secret@db/shop"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgres://u:p@host:port/database")
                .hasMessageNotContaining("secret");
    }
}
