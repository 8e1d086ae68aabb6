package nx.sale.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.Pause;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/** Chromium, and the windows of it that people of the restaurant have before them. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path PICTURES = Path.of("target/screens");
    private static final String AXE = axe();
    /** What a person sees of the page: one script for each look, for elements come and go between two questions. */
    private static final String PERSON = """
            const shown = element => element.getClientRects().length > 0
              && element.checkVisibility({opacityProperty: true, visibilityProperty: true}) || [...element.children].some(shown);
            const said = element => shown(element) ? (element.innerText ?? element.textContent).replaceAll('\\u00a0', ' ') : '';
            const all = [...document.querySelectorAll(arguments[0])];
            """;

    private final ChromeDriver driver;

    Browser() {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(System.getProperty("chromedriver", "/usr/bin/chromedriver"))
                        .toFile())
                .build();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getProperty("chromium", "/usr/bin/chromium"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                // each window stands for a screen that somebody looks at
                "--disable-renderer-backgrounding",
                "--disable-background-timer-throttling",
                "--disable-backgrounding-occluded-windows",
                "--user-data-dir=" + folder());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.SEVERE);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
    }

    /** Keeps a line among the figures of this run. */
    static void figure(String line) {
        try {
            Files.createDirectories(PICTURES);
            Files.writeString(
                    PICTURES.resolve("figures.txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("chromium");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a picture is taken. */
    record Look(String language, String theme, int width, int height) {
        @Override
        public String toString() {
            return width + "x" + height + "-" + language + "-" + theme;
        }
    }

    /** Bytes of the JavaScript heap, nodes of the document and listeners on them. */
    record Held(long heap, long nodes, long listeners) {}

    /** What was printed. */
    record Paper(long pages, double millimetresWide) {}

    private static final Pattern MEDIA_BOX = Pattern.compile("/MediaBox \\[0 0 ([0-9.]+) [0-9.]+]");
    private static final double POINTS_PER_INCH = 72;
    private static final double MILLIMETRES_PER_INCH = 25.4;

    static final Look TILL = new Look("vi", "light", 1440, 900);

    /** One window: what somebody does and sees. */
    final class Window {
        private final String handle;
        private final String base;

        private Window(String handle, String base) {
            this.handle = handle;
            this.base = base;
        }

        private ChromeDriver here() {
            driver.switchTo().window(handle);
            return driver;
        }

        /** On a screen of this size from now on. */
        Window sized(Look look) {
            here().executeCdpCommand(
                            "Emulation.setDeviceMetricsOverride",
                            Map.of(
                                    "width",
                                    look.width(),
                                    "height",
                                    look.height(),
                                    "deviceScaleFactor",
                                    1,
                                    "mobile",
                                    false));
            return this;
        }

        /** Looks the same from now on, in this window. */
        Window looks(Look look) {
            sized(look);
            script("""
                    localStorage.setItem('sale.language', arguments[0]);
                    localStorage.setItem('sale.theme', arguments[1]);
                    """, look.language(), look.theme());
            here().navigate().refresh();
            sees(By.cssSelector("sale-console main"));
            return this;
        }

        Window goes(String place) {
            script("location.hash = '#/' + arguments[0];", place);
            return this;
        }

        /** Leaves the page and comes back to it: what it has it reads anew. */
        Window refreshes() {
            here().navigate().refresh();
            return this;
        }

        WebElement sees(By what) {
            here();
            return new FluentWait<>(driver)
                    .withTimeout(PATIENCE)
                    .pollingEvery(Duration.ofMillis(50))
                    .ignoring(StaleElementReferenceException.class)
                    .withMessage(() -> "not seen: " + what + " in\n" + text())
                    .until(page -> page.findElements(what).stream()
                            .filter(WebElement::isDisplayed)
                            .findFirst()
                            .orElse(null));
        }

        WebElement sees(String selector) {
            here();
            return new FluentWait<>(driver)
                    .withTimeout(PATIENCE)
                    .pollingEvery(Duration.ofMillis(50))
                    .withMessage(() -> "not seen: " + selector + " in\n" + text())
                    .until(page ->
                            (WebElement) page.executeScript(PERSON + "return all.find(shown) ?? null;", selector));
        }

        /** Sees a text in one of these elements. */
        void sees(String selector, String text) {
            sees(
                    () -> Boolean.TRUE.equals(driver.executeScript(
                            PERSON + "return all.some(element => said(element).includes(arguments[1]));",
                            selector,
                            text)),
                    text + " in " + selector);
        }

        /** Sees a text in this one. */
        void sees(By what, String text) {
            sees(
                    () -> here().findElements(what).stream()
                            .anyMatch(element -> element.getText().contains(text)),
                    text + " in " + what);
        }

        /** Takes hold of one with the mouse and lets it go over another. */
        Window drags(By from, By to) {
            WebElement held = sees(from);
            WebElement target = sees(to);
            new Actions(here())
                    .clickAndHold(held)
                    .moveToElement(target)
                    .release()
                    .perform();
            return this;
        }

        /** Lays a finger on one for so long, and lifts it over another. */
        Window dragsByFinger(By from, By to, Duration held) {
            WebElement first = sees(from);
            WebElement last = sees(to);
            PointerInput finger = new PointerInput(PointerInput.Kind.TOUCH, "finger");
            Sequence swipe = new Sequence(finger, 0)
                    .addAction(finger.createPointerMove(Duration.ZERO, PointerInput.Origin.fromElement(first), 0, 0))
                    .addAction(finger.createPointerDown(PointerInput.MouseButton.LEFT.asArg()))
                    .addAction(new Pause(finger, held))
                    .addAction(finger.createPointerMove(
                            Duration.ofMillis(150), PointerInput.Origin.fromElement(last), 0, 0))
                    .addAction(finger.createPointerUp(PointerInput.MouseButton.LEFT.asArg()));
            here().perform(List.of(swipe));
            return this;
        }

        /** No longer sees any of these. */
        void missesNow(String selector) {
            sees(() -> count(selector) == 0, "the page without " + selector);
        }

        /** Taps the one that has this text, when it can be tapped. */
        Window taps(String selector, String text) {
            here();
            new FluentWait<>(driver)
                    .withTimeout(PATIENCE)
                    .pollingEvery(Duration.ofMillis(50))
                    .ignoring(
                            StaleElementReferenceException.class,
                            org.openqa.selenium.ElementClickInterceptedException.class)
                    .withMessage(() -> "cannot be tapped: " + text + " in " + selector + " of\n" + text())
                    .until(page -> {
                        WebElement found = (WebElement) page.executeScript(PERSON + """
                                return all.find(element => shown(element) && !element.matches(':disabled')
                                  && said(element).includes(arguments[1])) ?? null;
                                """, selector, text);
                        if (found != null) {
                            found.click();
                        }
                        return found;
                    });
            return this;
        }

        Window taps(String selector) {
            return taps(selector, "");
        }

        Window types(String selector, String text) {
            WebElement field = sees(selector);
            field.clear();
            field.sendKeys(text);
            return this;
        }

        /** Sets a field that takes a day or a time, which keys fill in the order of the machine's language. */
        Window sets(String selector, String value) {
            script("""
                    const [field, value] = arguments;
                    field.value = value;
                    for (const kind of ['input', 'change']) {
                      field.dispatchEvent(new Event(kind, {bubbles: true}));
                    }
                    """, sees(selector), value);
            return this;
        }

        /** The page's clock shows this instant, and goes on from there. */
        void clockShows(Instant at) {
            script("""
                    const real = Date.now;
                    const ahead = Number(arguments[0]) - real();
                    Date.now = () => real() + ahead;
                    """, Long.toString(at.toEpochMilli()));
        }

        /** Counts events of these kinds from now on. */
        void counts(String... kinds) {
            script("""
                    window.counted = {};
                    for (const kind of arguments) {
                      counted[kind] = 0;
                      addEventListener(kind, () => counted[kind]++, {capture: true});
                    }
                    """, (Object[]) kinds);
        }

        int counted(String kind) {
            return ((Number) asks("return counted[arguments[0]];", kind)).intValue();
        }

        /** What the largest of these says, among those that can be tapped. */
        String largest(String selector) {
            return here().findElements(By.cssSelector(selector)).stream()
                    .filter(element -> element.isDisplayed() && element.isEnabled())
                    .max(Comparator.comparing(element ->
                            element.getSize().getWidth() * element.getSize().getHeight()))
                    .orElseThrow()
                    .getText();
        }

        /** Looks as on paper from now on, or as on a screen again. */
        void prints(boolean paper) {
            here().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", paper ? "print" : ""));
        }

        boolean shown(String selector) {
            return (Boolean) asks(PERSON + "return all.some(shown);", selector);
        }

        /** Waits until it holds. */
        void sees(BooleanSupplier what, String name) {
            here();
            new FluentWait<>(driver)
                    .withTimeout(PATIENCE)
                    .pollingEvery(Duration.ofMillis(50))
                    .ignoring(StaleElementReferenceException.class)
                    .withMessage(() -> "not seen: " + name + " in\n" + text())
                    .until(page -> what.getAsBoolean());
        }

        /** What is done in the frame of MQ-Pay. */
        Window inTheFrame(String selector) {
            driver.switchTo().frame(sees("dialog iframe"));
            new FluentWait<>(driver)
                    .withTimeout(PATIENCE)
                    .until(page -> page.findElements(By.cssSelector(selector)).stream()
                            .filter(WebElement::isDisplayed)
                            .findFirst()
                            .orElse(null))
                    .click();
            driver.switchTo().defaultContent();
            return this;
        }

        int count(String selector) {
            return ((Number) asks("return document.querySelectorAll(arguments[0]).length;", selector)).intValue();
        }

        String text(String selector) {
            return sees(selector).getText();
        }

        List<String> texts(String selector) {
            return ((List<?>) asks(PERSON + "return all.map(said);", selector))
                    .stream().map(text -> String.valueOf(text).strip()).toList();
        }

        /** Milliseconds from the request for the page to the first thing on screen, with no file kept from before. */
        long firstPaint() {
            here().executeCdpCommand("Network.clearBrowserCache", Map.of());
            here().navigate().refresh();
            sees("sale-console main");
            return ((Number) Objects.requireNonNull(here().executeScript("""
                    return Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime);
                    """))).longValue();
        }

        private String text() {
            return driver.findElement(By.tagName("body")).getText();
        }

        void script(String script, Object... arguments) {
            here().executeScript(script, arguments);
        }

        /** Where the window is: {@code order/123}. */
        String place() {
            return String.valueOf(here().executeScript("return location.hash;")).replace("#/", "");
        }

        /** Taps, and gives the milliseconds until as many lines as wanted are on screen. */
        long millisUntilTheLine(String dish, int quantity) {
            here();
            Object millis = driver.executeAsyncScript("""
                    const [name, quantity, done] = arguments;
                    const lines = document.querySelector('.lines');
                    const seen = () => [...lines.querySelectorAll('.line:not(.pending)')].some(line =>
                      line.querySelector('.name').textContent === name && line.querySelector('.count').textContent === String(quantity));
                    const started = performance.now();
                    window.tappedAt = performance.timeOrigin + started;
                    const observer = new MutationObserver(() => {
                      if (seen()) {
                        observer.disconnect();
                        done(Math.round(performance.now() - started));
                      }
                    });
                    observer.observe(lines, {childList: true, subtree: true, characterData: true});
                    const button = [...document.querySelectorAll('.dish > button:first-child')].find(one => one.querySelector('.name').textContent === name);
                    button.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
                    button.click();
                    """, dish, quantity);
            return ((Number) Objects.requireNonNull(millis)).longValue();
        }

        /** When the finger went down last, as the milliseconds of the clock. */
        double tappedAt() {
            return ((Number) asks("return tappedAt;")).doubleValue();
        }

        /** When the order was asked for last, and when its answer was there. */
        List<Double> lastRead() {
            return ((List<?>) asks("""
                            const read = performance.getEntriesByType('resource')
                              .filter(entry => entry.name.includes('/sale-orders/') && entry.name.includes('include=') && entry.responseEnd
                                && performance.timeOrigin + entry.responseEnd <= seenAt).at(-1);
                            performance.clearResourceTimings();
                            return [performance.timeOrigin + read.startTime, performance.timeOrigin + read.responseEnd];
                            """))
                    .stream().map(at -> ((Number) at).doubleValue()).toList();
        }

        /** Begins to note when a line is seen, as the milliseconds of the clock. */
        void notesWhen(String dish, int quantity) {
            script("""
                    const [name, quantity] = arguments;
                    window.seenAt = 0;
                    const lines = document.querySelector('.lines');
                    const observer = new MutationObserver(() => {
                      if (!window.seenAt && [...lines.querySelectorAll('.line:not(.pending)')].some(line =>
                        line.querySelector('.name').textContent === name && line.querySelector('.count').textContent === String(quantity))) {
                        window.seenAt = performance.timeOrigin + performance.now();
                        observer.disconnect();
                      }
                    });
                    observer.observe(lines, {childList: true, subtree: true, characterData: true});
                    """, dish, quantity);
        }

        double noted() {
            here();
            return new FluentWait<>(driver)
                    .withTimeout(PATIENCE)
                    .pollingEvery(Duration.ofMillis(20))
                    .until(page -> {
                        double at = ((Number) Objects.requireNonNull(driver.executeScript("return window.seenAt;")))
                                .doubleValue();
                        return at == 0 ? null : at;
                    });
        }

        /** What the page holds on to once everything else is collected. */
        Held held() {
            here().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
            Map<String, Object> heap = driver.executeCdpCommand("Runtime.getHeapUsage", Map.of());
            Map<String, Object> counters = driver.executeCdpCommand("Memory.getDOMCounters", Map.of());
            return new Held(number(heap, "usedSize"), number(counters, "nodes"), number(counters, "jsEventListeners"));
        }

        private static long number(Map<String, Object> answer, String name) {
            return ((Number) Objects.requireNonNull(answer.get(name))).longValue();
        }

        /** What a script gives. */
        Object asks(String script, Object... arguments) {
            return Objects.requireNonNull(here().executeScript(script, arguments));
        }

        /** How many pairs of these lie over each other. */
        long overlapping(String selector) {
            return ((Number) Objects.requireNonNull(here().executeScript("""
                    const boxes = [...document.querySelectorAll(arguments[0])].map(element => element.getBoundingClientRect());
                    return boxes.flatMap((one, index) => boxes.slice(index + 1).filter(other => one.left < other.right - 1
                      && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1)).length;
                    """, selector))).longValue();
        }

        /** Nothing that axe-core finds is wrong with what is on screen. */
        Window isAccessible(String name) {
            here();
            if (Boolean.FALSE.equals(driver.executeScript("return 'axe' in window;"))) {
                driver.executeScript(AXE + "\nwindow.axe = axe;");
            }
            Object found = driver.executeAsyncScript("""
                    const done = arguments[arguments.length - 1];
                    axe.run(document, {iframes: false, resultTypes: ['violations']}).then(result => done(result.violations.map(violation =>
                      violation.id + ': ' + violation.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; '))),
                      failure => done([String(failure)]));
                    """);
            assertThat((List<?>) Objects.requireNonNull(found)).as(name).isEmpty();
            return this;
        }

        Window picture(String name) {
            here();
            try {
                Files.createDirectories(PICTURES);
                Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        /** As a printer gets it, kept beside the pictures. */
        Paper prints(String name) {
            Object data = here().executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true))
                    .get("data");
            byte[] pdf = Base64.getDecoder().decode(String.valueOf(data));
            try {
                Files.createDirectories(PICTURES);
                Files.write(PICTURES.resolve(name + ".pdf"), pdf);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String text = new String(pdf, StandardCharsets.ISO_8859_1);
            double points = MEDIA_BOX
                    .matcher(text)
                    .results()
                    .mapToDouble(box -> Double.parseDouble(box.group(1)))
                    .max()
                    .orElseThrow();
            return new Paper(
                    MEDIA_BOX.matcher(text).results().count(), points / POINTS_PER_INCH * MILLIMETRES_PER_INCH);
        }

        /** The page of another stack or of a proxy, signed in. */
        Window signsIn(String token, String place, String till) {
            here().get(base + "/console#token=" + token + "&merchant=70001&device=" + till + "&at=" + place);
            sees("sale-console main");
            return this;
        }

        /** The browser goes on without a window. */
        void closes() {
            if (here().getWindowHandles().size() == 1) {
                driver.switchTo().newWindow(WindowType.WINDOW);
            }
            here().close();
            driver.switchTo().window(driver.getWindowHandles().iterator().next());
        }
    }

    /** A window for somebody, signed in and at a place. */
    Window window(String base, String token, String place) {
        return window(base, token, place, "till-1");
    }

    Window window(String base, String token, String place, String till) {
        Window window = window(base);
        driver.get(base + "/healthz"); // small, and of the same origin
        window.script("""
                localStorage.setItem('sale.language', 'vi');
                localStorage.setItem('sale.theme', 'light');
                """);
        return window.signsIn(token, place, till);
    }

    /** A window on another page of the service than the console. */
    Window page(String base, String address) {
        Window window = window(base);
        driver.get(base + address);
        return window;
    }

    private Window window(String base) {
        if (driver.getCurrentUrl().startsWith("http")) {
            driver.switchTo().window(driver.getWindowHandles().iterator().next());
            driver.switchTo().newWindow(WindowType.WINDOW);
        }
        driver.manage().window().setSize(new Dimension(TILL.width(), TILL.height()));
        return new Window(driver.getWindowHandle(), base);
    }

    /** What the pages complained about since this was asked last, but for refusals, and for what {@link LossyProxy} loses. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> !message.contains("the server responded with a status of 4")
                        && !message.contains("Unexpected response code: 426")
                        && !message.contains("the server responded with a status of 503")
                        && !message.contains("net::ERR_"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
