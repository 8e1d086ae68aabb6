package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.allocation.TakeUnits;
import nx.sale.application.catalogue.ImportChannels;
import nx.sale.application.catalogue.ImportVariants;
import nx.sale.application.catalogue.ReadThroughMenu;
import nx.sale.application.check.DescribeCheck;
import nx.sale.application.check.DivideBill;
import nx.sale.application.check.RejoinBill;
import nx.sale.application.check.WriteOffCheck;
import nx.sale.application.order.AddItems;
import nx.sale.application.order.CancelOrder;
import nx.sale.application.order.CartTrail;
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
import nx.sale.application.settings.ChangeSettings;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.http.Problems;
import nx.sale.http.catalogue.CatalogueRoutes;
import nx.sale.http.check.CheckRoutes;
import nx.sale.http.order.ItemRoutes;
import nx.sale.http.order.OrderRoutes;
import nx.sale.http.order.RegroupRoutes;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Route;
import nx.sale.http.settings.SettingsRoutes;
import nx.sale.postgres.allocation.PostgresFloorViews;
import nx.sale.postgres.catalogue.PostgresCatalogue;
import nx.sale.postgres.check.PostgresBills;
import nx.sale.postgres.kitchen.PostgresKitchenViews;
import nx.sale.postgres.order.PostgresOrderOperations;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.payment.PostgresPaymentViews;
import nx.sale.postgres.payment.PostgresPayments;
import nx.sale.postgres.settings.PostgresSettings;

/** Orders, and what they are made from: catalogue and settings. */
public final class OrderWiring {
    final Orders orders;
    final OrderViews views;
    final Payments payments;
    final PostgresBills bills;
    final SettingsStore settings;
    final PostgresCatalogue catalogue;
    final OrderPath path;
    final TakeUnits takeUnits;
    final KitchenViews kitchenViews;
    final FloorViews floorViews;
    private final PostgresOrderOperations operations;
    private final List<Route> routes = new ArrayList<>();

    OrderWiring(Infrastructure on) {
        orders = new PostgresOrders(on.metrics::lockWaited);
        views = new PostgresOrderViews(on.reads);
        payments = new PostgresPayments(on.ids, on.clock);
        bills = new PostgresBills(on.reads, on.ids);
        settings = new PostgresSettings(on.reads, on.ids);
        catalogue = new PostgresCatalogue(on.reads);
        kitchenViews = new PostgresKitchenViews(on.reads);
        floorViews = new PostgresFloorViews(on.reads);
        ReadThroughMenu menus = new ReadThroughMenu(catalogue, on.commerce, on.work, on.clock);
        path = new OrderPath(views);
        takeUnits = new TakeUnits(on.usages, on.audit, on.screens, on.ids);
        CartTrail trail = new CartTrail(on.audit, on.screens);
        ServedRemoval servedRemoval = new ServedRemoval(on.kitchens, on.permits);
        routes.addAll(new ItemRoutes(
                        new ItemRoutes.UseCases(
                                new AddItems(menus, on.requests, orders, trail, on.ids, on.clock),
                                new ChangeItems(on.requests, orders, servedRemoval, trail, on.clock),
                                new RemoveItems(on.requests, orders, servedRemoval, trail, on.clock)),
                        path)
                .routes());
        CancelOrder cancel = new CancelOrder(
                on.requests,
                orders,
                bills,
                payments,
                on.kitchens,
                on.permits,
                UnpaidCheck.NONE,
                on.effects,
                on.ids,
                on.clock);
        OrderRoutes.UseCases use = new OrderRoutes.UseCases(
                new OpenOrder(
                        catalogue,
                        menus,
                        settings,
                        on.requests,
                        on.shiftRule,
                        orders,
                        takeUnits,
                        on.effects,
                        trail,
                        on.ids,
                        on.clock),
                new DescribeOrder(on.requests, orders, on.kitchens, on.effects, trail, on.clock),
                new DeleteOrder(on.requests, orders, on.kitchens, payments, on.tables, trail, on.clock),
                new PreviewPrice(views, settings, on.timedPricing, on.clock),
                new CheckOut(
                        views, settings, on.timedPricing, on.requests, orders, payments, on.effects, on.ids, on.clock),
                new RevertToCart(on.requests, orders, on.effects, on.clock),
                cancel);
        routes.addAll(new OrderRoutes(
                        use,
                        views,
                        new OrderRoutes.Nested(new PostgresPaymentViews(on.reads), bills, kitchenViews, floorViews),
                        path)
                .routes());
        operations = new PostgresOrderOperations(on.reads);
        Families families =
                new Families(on.requests, orders, views, operations, operations, on.effects, on.ids, on.clock);
        routes.addAll(new RegroupRoutes(
                        new RegroupRoutes.UseCases(
                                new MergeOrders(families),
                                new UndoMerge(families),
                                new SplitOrder(families, views, settings, on.shiftRule, on.ids),
                                new UndoSplit(families)),
                        path,
                        operations,
                        views,
                        new Problems())
                .routes());
        routes.addAll(new CatalogueRoutes(
                        new ImportVariants(on.requests, catalogue, on.audit, on.clock),
                        new ImportChannels(on.requests, catalogue, on.audit, on.clock),
                        catalogue)
                .routes());
        routes.addAll(new SettingsRoutes(
                        new ChangeSettings(on.requests, settings, kitchenViews, on.audit, on.clock), settings)
                .routes());
    }

    /** The divided bill; a check is written off once {@code unpaid} was asked. */
    List<Route> checkRoutes(Infrastructure on, UnpaidCheck unpaid) {
        return new CheckRoutes(
                        new CheckRoutes.UseCases(
                                new DivideBill(on.requests, orders, bills, operations, on.effects, on.ids, on.clock),
                                new RejoinBill(on.requests, orders, bills, operations, on.effects, on.ids, on.clock),
                                new DescribeCheck(bills, on.requests, orders, bills, on.effects, on.clock),
                                new WriteOffCheck(
                                        bills,
                                        settings,
                                        on.requests,
                                        orders,
                                        bills,
                                        payments,
                                        unpaid,
                                        on.effects,
                                        on.ids,
                                        on.clock)),
                        path,
                        bills)
                .routes();
    }

    List<Route> routes() {
        return routes;
    }
}
