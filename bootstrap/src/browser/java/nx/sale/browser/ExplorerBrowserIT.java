package nx.sale.browser;

import static org.assertj.core.api.Assertions.assertThat;

import nx.sale.browser.Browser.Window;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** The explorer of the API, opened with the link that {@code ./sale up} prints. */
class ExplorerBrowserIT {
    private static final String GET_ME = "[id$='-getMe']";

    // OPS-13, OPS-15
    @Test
    void aDeveloperReadsTheIntroduction_findsAnOperation_andSendsARequest() {
        String token = Stack.get().sisters().identity().token("owner", Restaurant.MERCHANT);
        String tag = Stack.contract().document().at("/paths/~1me/get/tags/0").asText();
        try (Browser browser = new Browser()) {
            Window explorer =
                    browser.page(Stack.get().baseUrl(), "/doc#token=" + token + "&merchant=" + Restaurant.MERCHANT);
            explorer.sees(".info .title", "nx-seller-sale");
            explorer.sees(".info", "A sale in five calls");
            explorer.sees(".auth-wrapper .authorize.locked");
            assertThat(explorer.place()).as("the token is off the address").isEmpty();

            explorer.sees("[data-tag=Orders]");
            explorer.types(".operation-filter-input", tag);
            explorer.missesNow("[data-tag=Orders]");
            explorer.taps("[data-tag='" + tag + "']").taps(GET_ME + " .opblock-summary-control");
            explorer.sees(GET_ME, "x-permission");
            explorer.sees(GET_ME, "SaleOrder.find");

            explorer.taps(GET_ME + " .try-out__btn").taps(GET_ME + " .execute");
            explorer.sees(GET_ME + " .live-responses-table .response-col_status", "200");
            explorer.sees(GET_ME + " .live-responses-table", "SaleOrder.checkout");
            explorer.picture("explorer");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
