package com.example.stall;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.catalogue.VariantType;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Prices a cart and splits a bill. */
@RestController
public class StallController {
    private static final Actor ME = Actor.service("stall");
    private final AtomicLong ids = new AtomicLong(1);
    private final Clock clock;

    public StallController(Clock clock) {
        this.clock = clock;
    }

    /** What so many of one thing cost, by the rules of a cart. */
    @GetMapping("/price")
    public Money price(@RequestParam String unit, @RequestParam String currency, @RequestParam String quantity) {
        Money price = Money.of(unit, new CurrencyCode(currency));
        Cart cart = Cart.open(
                new Cart.Opening(
                        new OrderId(ids.getAndIncrement()),
                        new OrderHeader.Place(new MerchantId(1), new SaleChannelId(1), Optional.empty()),
                        price.currency(),
                        ExchangeRate.ONE,
                        Optional.empty(),
                        List.of(),
                        Cart.Description.NONE),
                Settings.DEFAULT.timezone(),
                ME,
                clock.instant());
        VariantId snack = new VariantId(1);
        cart.add(
                List.of(LineDraft.of(snack, Quantity.of(quantity))),
                Menu.of(List.of(new Variant(
                        snack,
                        "Snack",
                        Optional.empty(),
                        VariantType.CONSUMABLE,
                        price,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        true))),
                ids::getAndIncrement,
                ME,
                clock.instant());
        return cart.header().totals().total();
    }

    /** Equal parts that add up to the amount. */
    @GetMapping("/split")
    public List<Money> split(@RequestParam String amount, @RequestParam String currency, @RequestParam int by) {
        CurrencyCode code = new CurrencyCode(currency);
        return Money.of(amount, code).allocate(Collections.nCopies(by, BigDecimal.ONE), code.digits());
    }

    /** A refusal of the domain is a record with a code: the host chooses the status. */
    @ExceptionHandler
    ProblemDetail refused(Rejected refusal) {
        ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        problem.setProperty("code", refusal.error().code());
        return problem;
    }
}
