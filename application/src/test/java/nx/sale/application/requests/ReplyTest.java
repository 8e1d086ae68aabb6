package nx.sale.application.requests;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.application.order.AddItems;
import nx.sale.application.order.TouchedItems;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;

/** A use case called without HTTP, as by a program that embeds the service. */
class ReplyTest {
    private final Till till = new Till();
    private final OrderId draft = till.draft();
    private final AddItems add =
            new AddItems(till.menus(CatalogueSource.NONE), till.requests, till.orders, till.trail, till.ids);

    private AddItems.Command tea(Request request) {
        return new AddItems.Command(
                request, MERCHANT, draft, Optional.empty(), List.of(LineDraft.of(TestMenus.TEA, Quantity.ONE)), false);
    }

    private String total() {
        return till.found(draft).header().totals().total().canonical();
    }

    @Test
    void withoutAKeyTheCallerGetsTheResultItself() {
        TouchedItems touched = add.handle(tea(new Request(ORIGIN, Optional.empty())), Reply.plain());

        assertThat(touched.order()).isEqualTo(till.found(draft).header());
    }

    // REQUEST-9
    @Test
    void withAKeyTheCallerGetsTheSameAnswerTwice_andTheItemsAreAddedOnce() {
        Reply<TouchedItems, Long> revision = Reply.of(
                touched -> touched.order().revision(),
                answer -> Long.toString(answer),
                content -> Long.valueOf(content));

        long first = add.handle(tea(till.request("k")), revision);
        add.handle(tea(till.request("another")), revision);
        long again = add.handle(tea(till.request("k")), revision);

        assertThat(again).isEqualTo(first).isLessThan(till.found(draft).header().revision());
        assertThat(total()).isEqualTo("150000");
    }

    // REQUEST-9
    @Test
    void aPlainReplyToARequestWithAKeyFailsBeforeAnythingIsStored() {
        String before = total();

        assertThatThrownBy(() -> add.handle(tea(till.request("k")), Reply.plain()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs a reply");

        assertThat(total()).isEqualTo(before);
    }
}
