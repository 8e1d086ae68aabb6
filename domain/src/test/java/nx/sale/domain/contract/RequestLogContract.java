package nx.sale.domain.contract;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every log of answered requests must do. */
public abstract class RequestLogContract extends Contract {
    private static final MerchantId STRANGER = new MerchantId(8);

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, RequestLog requests) {}

    private final RequestLog requests;

    protected RequestLogContract(Stores stores) {
        super(stores.work());
        requests = stores.requests();
    }

    // REQUEST-12
    @Test
    void anAnsweredRequestIsRemembered_aFailedOneIsNot() {
        RequestKey key = new RequestKey(merchant, "user:1", "key-" + IDS.next(), "print");
        Kept answer = new Kept(201, json("{'a':1}"), Optional.of(3L), Optional.of("/x"));
        assertThatThrownBy(() -> work.run(tx -> {
                    requests.add(tx, key);
                    throw new IllegalArgumentException("stop");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(requests.find(key)).isEmpty();
        work.run(tx -> {
            requests.add(tx, key);
            requests.update(tx, key, answer);
            return key;
        });

        assertThat(requests.find(key)).contains(new RequestLog.Remembered("print", answer));
        assertThat(requests.inProgress(key)).isFalse();
        assertThat(requests.find(new RequestKey(STRANGER, "user:1", key.key(), "print")))
                .isEmpty();
        assertThat(requests.find(new RequestKey(merchant, "user:2", key.key(), "print")))
                .isEmpty();
        assertThatThrownBy(() -> work.run(tx -> {
                    requests.add(tx, key);
                    return key;
                }))
                .isInstanceOf(RequestLog.AlreadyAnswered.class);
    }
}
