package nx.sale.domain.access;

import java.util.Collection;
import java.util.Map;
import nx.sale.domain.id.MerchantId;

/** What the people are called whom rows name, for reading. */
public interface People {
    /**
     * By label ({@code user:42}) what the person's token said when they last did something that names them. Who never had a name is left
     * out.
     */
    Map<String, String> findNames(MerchantId merchant, Collection<String> labels);
}
