package nx.sale.http.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSourcesTest {
    private final WebhookSources sources = new WebhookSources(List.of("10.2.0.0/16", "192.0.2.7", "fd00:2::/32"));

    @ParameterizedTest
    @ValueSource(strings = {"10.2.0.1", "10.2.255.255", "192.0.2.7", "fd00:2:0:1::9", "[fd00:2::1]", "::ffff:10.2.0.1"})
    void aNamedAddressMaySend(String address) {
        assertThat(sources.allow(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.3.0.1", "192.0.2.8", "127.0.0.1", "fd00:3::1", "::1"})
    void otherAddressesAreRejected(String address) {
        assertThat(sources.allow(address)).isFalse();
    }

    @Test
    void anyAddressMaySendWithoutASetting() {
        assertThat(new WebhookSources(List.of()).allow("203.0.113.9")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.2.0.0/33", "10.2.0.300", "mq-pay.example", "fd00::/129", "10.2.0.1/16", "1.2.3", "/8"})
    void invalidNetworkIsRejected(String network) {
        assertThatThrownBy(() -> new WebhookSources(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be addresses or networks such as 10.2.0.0/16, not " + network);
    }
}
