package nx.sale.http.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Settings;
import nx.sale.http.json.BodyReader;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.JsonTree;
import nx.sale.http.json.Wire;
import org.junit.jupiter.api.Test;

/** The JSON of settings. */
class SettingsWireTest {
    private static final String MONEY = """
            {'reasons': {'void': [{'code': 'BURNT', 'name': 'Burnt'}], 'return': [{'code': 'COLD', 'name': 'Cold'}]},
             'discountLimitPercent': '15.50',
             'serviceCharges': [
               {'code': 'SERVICE', 'name': 'Service', 'kind': 'PERCENT', 'value': '5.00', 'taxRate': '8',
                'when': {'orderTypes': ['DINE_IN'], 'channelIds': ['70150'], 'minGuests': 6}},
               {'code': 'COVER', 'name': 'Cover', 'kind': 'AMOUNT', 'value': '20000', 'currency': 'VND', 'taxRate': '0'}],
             'cashIncrement': {'VND': '500.00', 'CHF': '0.05'}, 'cashByTill': true}""";

    private static Settings changed(String body, Settings old) {
        return BodyReader.read(
                        SettingsJson.Change.class,
                        JsonTree.parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .applied(old);
    }

    private static List<String> refused(String body) {
        try {
            changed(body, Settings.DEFAULT);
            return List.of();
        } catch (InvalidInput invalid) {
            return invalid.errors().stream()
                    .map(error -> error.path() + " " + error.code())
                    .toList();
        }
    }

    @Test
    void settingsAreWrittenAsRecorded() throws IOException {
        Wire.assertWritten(SettingsJson.View.of(Settings.DEFAULT), "settings-bare");
        Wire.assertWritten(SettingsJson.View.of(changed(MONEY, Settings.DEFAULT)), "settings");
    }

    // SETTING-2, SETTING-6
    @Test
    void aListThatIsNotNamedStays_andNullRemovesOne() {
        Settings old = changed(MONEY, Settings.DEFAULT);

        Settings now = changed("{'reasons': {'return': null, 'cancel': [{'code': 'LEFT', 'name': 'Left'}]}}", old);

        assertThat(now.money().reasons().of(ReasonKind.VOID))
                .isEqualTo(old.money().reasons().of(ReasonKind.VOID))
                .hasSize(1);
        assertThat(now.money().reasons().of(ReasonKind.RETURN)).isEmpty();
        assertThat(now.money().reasons().of(ReasonKind.CANCEL)).hasSize(1);
        assertThat(now.money().serviceCharges()).isEqualTo(old.money().serviceCharges());
        assertThat(changed("{'serviceCharges': []}", old).money().serviceCharges())
                .isEmpty();
        assertThat(changed("{'turnMinutes': 60}", old).money()).isEqualTo(old.money());
    }

    // SETTING-9
    @Test
    void aProblemNamesTheFieldAndTheRule() {
        String charge = "{'code': 'A', 'name': 'A', 'kind': 'PERCENT', 'value': '5', 'taxRate': '0'}";

        assertThat(refused(
                        "{'serviceCharges': [%s, {'code': 'B', 'name': 'B', 'kind': 'PERCENT', 'value': '101', 'taxRate': '0'}, %s]}"
                                .formatted(charge, charge)))
                .containsExactly("serviceCharges[1].value out-of-range", "serviceCharges[2].code repeated");
        assertThat(
                        refused(
                                "{'serviceCharges': [{'code': 'A', 'name': 'A', 'kind': 'AMOUNT', 'value': '5', 'currency': 'XXX', 'taxRate': '0'}]}"))
                .containsExactly("serviceCharges[0].currency not-allowed");
        assertThat(refused("{'serviceCharges': [{'code': 'A', 'kind': 'HALF'}], 'turnMinutes': 0, 'tax': 1}"))
                .containsExactly(
                        "turnMinutes out-of-range",
                        "serviceCharges[0].name required",
                        "serviceCharges[0].kind not-allowed",
                        "serviceCharges[0].value required",
                        "serviceCharges[0].taxRate required",
                        "tax unknown");
        assertThat(refused("{'reasons': {'voids': []}}")).containsExactly("reasons.voids unknown");
        assertThat(refused("{'reasons': {'void': [{'code': '', 'name': 'A'}]}, 'discountLimitPercent': '101'}"))
                .containsExactly("reasons.void[0].code too-short");
        assertThat(refused("{'reasons': null}")).containsExactly("reasons not-removable");
        assertThat(refused("{'discountLimitPercent': '101'}")).containsExactly("discountLimitPercent out-of-range");
    }

    // SETTING-12
    @Test
    void increments_areReplacedAsAWhole_andWrongOnesNamed() {
        Settings old = changed(MONEY, Settings.DEFAULT);

        assertThat(changed("{'cashByTill': false}", old).money().cash().increment())
                .isEqualTo(old.money().cash().increment())
                .hasSize(2);
        assertThat(changed("{'cashIncrement': {}}", old).money().cash().increment())
                .isEmpty();
        assertThat(refused("{'cashIncrement': {'VND': '0.5', 'XXX': '1'}}"))
                .containsExactly("cashIncrement.XXX not-allowed");
        assertThat(refused("{'cashIncrement': {'VND': '0.5'}}")).containsExactly("cashIncrement.VND out-of-range");
        assertThat(refused("{'cashIncrement': {'VND': null}}")).containsExactly("cashIncrement.VND required");
        assertThat(refused("{'cashIncrement': ['VND']}")).containsExactly("cashIncrement type");
        assertThat(refused("{'cashIncrement': null}")).containsExactly("cashIncrement not-removable");
    }

    @Test
    void elevenServiceChargesAreTooMany() {
        String charge = "{'code': 'A', 'name': 'A', 'kind': 'PERCENT', 'value': '5', 'taxRate': '0'},";

        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> changed(
                        "{'serviceCharges': [" + charge.repeat(10) + charge.substring(0, charge.length() - 1) + "]}",
                        Settings.DEFAULT))
                .withMessage("serviceCharges: must have 0 to 10 elements");
    }
}
