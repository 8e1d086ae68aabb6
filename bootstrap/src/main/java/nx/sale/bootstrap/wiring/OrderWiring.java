package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.catalogue.ReadThroughMenu;
import nx.sale.application.order.AddItems;
import nx.sale.application.order.CancelOrder;
import nx.sale.application.order.ChangeItems;
import nx.sale.application.order.CheckOut;
import nx.sale.application.order.DeleteOrder;
import nx.sale.application.order.DescribeOrder;
import nx.sale.application.order.Families;
import nx.sale.application.order.MergeOrders;
import nx.sale.application.order.OpenOrder;
import nx.sale.application.order.PreviewPrice;
import nx.sale.application.order.RemoveItems;
import nx.sale.application.order.RevertToCart;
import nx.sale.application.order.ServedRemoval;
import nx.sale.application.order.SplitOrder;
import nx.sale.application.order.UndoMerge;
import nx.sale.application.order.UndoSplit;
import nx.sale.application.order.UnpaidCheck;
import nx.sale.application.order.discount.ChangeCharge;
import nx.sale.application.order.discount.DiscountAuthority;
import nx.sale.application.order.discount.Drafts;
import nx.sale.application.order.discount.GiveDiscount;
import nx.sale.application.order.discount.TakeDiscountBack;
import nx.sale.application.settings.GivenReasons;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.http.Problems;
import nx.sale.http.order.DiscountRoutes;
import nx.sale.http.order.ItemRoutes;
import nx.sale.http.order.OrderRoutes;
import nx.sale.http.order.OrderViewRoutes;
import nx.sale.http.order.RegroupRoutes;
import nx.sale.http.server.Route;

/** Orders: the cart, checkout, merge and split. */
final class OrderWiring {
    private OrderWiring() {}

    static List<Route> routes(Core core, Stores stores, CatalogueSource commerce, Pricing pricing) {
        ReadThroughMenu menus = new ReadThroughMenu(stores.catalogue(), commerce, core.work(), core.clock());
        List<Route> routes = new ArrayList<>(items(core, stores, menus));
        routes.addAll(orders(core, stores, menus, pricing));
        routes.addAll(discounts(core, stores));
        routes.addAll(views(core, stores));
        routes.addAll(regroup(core, stores));
        return routes;
    }

    private static List<Route> items(Core core, Stores stores, ReadThroughMenu menus) {
        Stores.OfOrders order = stores.order();
        ServedRemoval servedRemoval = new ServedRemoval(
                new GivenReasons(stores.settings()), stores.kitchen().kitchens(), core.permits());
        return new ItemRoutes(
                        new ItemRoutes.UseCases(
                                new AddItems(menus, core.requests(), order.orders(), core.trail(), core.ids()),
                                new ChangeItems(core.requests(), order.orders(), servedRemoval, core.trail()),
                                new RemoveItems(core.requests(), order.orders(), servedRemoval, core.trail())),
                        core.path())
                .routes();
    }

    private static List<Route> orders(Core core, Stores stores, ReadThroughMenu menus, Pricing pricing) {
        Stores.OfOrders order = stores.order();
        Stores.OfKitchens kitchen = stores.kitchen();
        Stores.OfPayments payment = stores.payment();
        OrderRoutes.UseCases use = new OrderRoutes.UseCases(
                new OpenOrder(
                        stores.catalogue(),
                        menus,
                        stores.settings(),
                        core.builds(),
                        core.requests(),
                        core.shiftRule(),
                        order.orders(),
                        core.takeUnits(),
                        core.effects(),
                        core.trail(),
                        core.ids(),
                        core.clock()),
                new DescribeOrder(core.requests(), order.orders(), kitchen.kitchens(), core.effects(), core.trail()),
                new DeleteOrder(
                        core.requests(),
                        order.orders(),
                        kitchen.kitchens(),
                        payment.payments(),
                        core.tables(),
                        core.trail()),
                new PreviewPrice(order.views(), stores.settings(), pricing, core.clock()),
                new CheckOut(
                        order.views(),
                        stores.settings(),
                        pricing,
                        core.requests(),
                        order.orders(),
                        payment.payments(),
                        new DiscountAuthority(core.permits()),
                        core.effects(),
                        core.ids(),
                        core.clock()),
                new RevertToCart(core.requests(), order.orders(), core.effects(), core.clock()),
                cancelOrder(core, stores, UnpaidCheck.NONE));
        return new OrderRoutes(use, core.path()).routes();
    }

    private static List<Route> discounts(Core core, Stores stores) {
        Stores.OfOrders order = stores.order();
        Drafts drafts = new Drafts(core.requests(), order.orders(), order.views(), core.clock());
        DiscountAuthority authority = new DiscountAuthority(core.permits());
        return new DiscountRoutes(
                        new DiscountRoutes.UseCases(
                                new GiveDiscount(
                                        stores.settings(), core.builds(), drafts, authority, core.trail(), core.ids()),
                                new TakeDiscountBack(stores.settings(), drafts, authority, core.trail()),
                                new ChangeCharge(drafts, core.trail())),
                        core.path())
                .routes();
    }

    private static List<Route> views(Core core, Stores stores) {
        return new OrderViewRoutes(
                        stores.order().views(),
                        new OrderViewRoutes.Nested(
                                stores.payment().views(),
                                stores.payment().refunds(),
                                stores.bills(),
                                stores.order().returns(),
                                stores.kitchen().views(),
                                stores.floor().views()),
                        stores.settings(),
                        core.path())
                .routes();
    }

    /**
     * @param unpaid what must hold before money is given up: a till asks nobody, an operator asks MQ-Pay
     */
    static CancelOrder cancelOrder(Core core, Stores stores, UnpaidCheck unpaid) {
        return new CancelOrder(
                new GivenReasons(stores.settings()),
                core.requests(),
                stores.order().orders(),
                stores.bills(),
                stores.payment().payments(),
                stores.kitchen().kitchens(),
                core.permits(),
                unpaid,
                core.effects(),
                core.ids());
    }

    private static List<Route> regroup(Core core, Stores stores) {
        Stores.OfOrders order = stores.order();
        Families families = new Families(
                core.requests(),
                order.orders(),
                order.views(),
                order.operations(),
                order.operations(),
                stores.settings(),
                core.effects(),
                core.ids(),
                core.clock());
        return new RegroupRoutes(
                        new RegroupRoutes.UseCases(
                                new MergeOrders(families),
                                new UndoMerge(families),
                                new SplitOrder(
                                        families, order.views(), stores.settings(), core.shiftRule(), core.ids()),
                                new UndoSplit(families)),
                        core.path(),
                        order.operations(),
                        order.views(),
                        order.returns(),
                        new Problems())
                .routes();
    }
}
