package nx.sale.http.shift;

import java.util.Optional;
import nx.sale.http.json.Rules;

/** That the drawer was opened without a sale. */
@Rules.Example("""
        {"reasonCode": "CHANGE"}""")
public record NoSale(
        @Rules.Text(max = 40) @Rules.Means("of the merchant's list; required when there is one")
        Optional<String> reasonCode) {}
