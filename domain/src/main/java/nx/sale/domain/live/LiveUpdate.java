package nx.sale.domain.live;

import java.util.List;
import java.util.Map;
import nx.sale.domain.id.MerchantId;

/**
 * Something for screens to show, best effort: who missed it reads again (LIVE-1).
 *
 * @param topic the platform's name: {@code observation/sale/sale-order}
 * @param data what happened, flat; with {@code action}
 * @param rooms who receives it: {@code merchant/70001}
 */
public record LiveUpdate(MerchantId merchant, String topic, Map<String, String> data, List<String> rooms) {
    public LiveUpdate {
        data = Map.copyOf(data);
        rooms = List.copyOf(rooms);
    }
}
