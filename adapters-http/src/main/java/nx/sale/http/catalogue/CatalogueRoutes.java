package nx.sale.http.catalogue;

import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.PUT;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import nx.sale.application.catalogue.ImportChannels;
import nx.sale.application.catalogue.ImportVariants;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.catalogue.CatalogueViews;
import nx.sale.domain.catalogue.ChannelViews;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Route;

/** The routes of the local catalogue. */
public final class CatalogueRoutes {
    private final ImportVariants variants;
    private final ImportChannels channels;
    private final CatalogueViews views;
    private final ChannelViews open;

    public CatalogueRoutes(ImportVariants variants, ImportChannels channels, CatalogueViews views, ChannelViews open) {
        this.variants = variants;
        this.channels = channels;
        this.views = views;
        this.open = open;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(PUT, "/catalogue/variants", "importVariants", "Insert or replace variants, all or none")
                        .needs(Permissions.CATALOGUE_WRITE)
                        .takes(CatalogueJson.PutVariants.class)
                        .lists(CatalogueJson.VariantView.class)
                        .handledBy(call -> variants.handle(
                                new ImportVariants.Command(
                                        call.request(),
                                        call.merchant(),
                                        distinct(
                                                "variants",
                                                call.body(CatalogueJson.PutVariants.class)
                                                        .variants(),
                                                CatalogueJson.NewVariant::id,
                                                CatalogueJson.NewVariant::value)),
                                Answers.reply(stored -> Answers.list(stored.stream()
                                        .map(CatalogueJson.VariantView::of)
                                        .toList())))),
                Route.of(GET, "/catalogue/variants", "listVariants", "The variants on sale, by id")
                        .needs(Permissions.CATALOGUE_FIND)
                        .costly()
                        .paged()
                        .lists(CatalogueJson.VariantView.class)
                        .handledBy(call -> Answers.page(
                                call,
                                views.listVariants(call.merchant(), call.limit(), call.cursor(), call.wantsCount()),
                                CatalogueJson.VariantView::of)),
                Route.of(GET, "/catalogue/channels", "listChannels", "The channels that are open for sale, by id")
                        .needs(Permissions.CATALOGUE_FIND)
                        .lists(CatalogueJson.ChannelView.class)
                        .handledBy(call -> Answers.list(open.listChannels(call.merchant()).stream()
                                .map(CatalogueJson.ChannelView::of)
                                .toList())),
                Route.of(PUT, "/catalogue/channels", "importChannels", "Insert or replace sale channels, all or none")
                        .needs(Permissions.CATALOGUE_WRITE)
                        .takes(CatalogueJson.PutChannels.class)
                        .lists(CatalogueJson.ChannelView.class)
                        .handledBy(call -> channels.handle(
                                new ImportChannels.Command(
                                        call.request(),
                                        call.merchant(),
                                        distinct(
                                                "channels",
                                                call.body(CatalogueJson.PutChannels.class)
                                                        .channels(),
                                                CatalogueJson.NewChannel::id,
                                                (channel, at) -> channel.value())),
                                Answers.reply(stored -> Answers.list(stored.stream()
                                        .map(CatalogueJson.ChannelView::of)
                                        .toList())))));
    }

    /** The values of a body's list; the same id twice is refused. */
    private static <J, V> List<V> distinct(
            String field, List<J> bodies, Function<J, Long> id, BiFunction<J, String, V> value) {
        Set<Long> seen = new HashSet<>();
        return IntStream.range(0, bodies.size())
                .mapToObj(index -> {
                    String path = field + "[" + index + "]";
                    if (!seen.add(id.apply(bodies.get(index)))) {
                        throw InvalidInput.field(path + ".id", "not-allowed", "is there twice");
                    }
                    return value.apply(bodies.get(index), path);
                })
                .toList();
    }
}
