package com.exorlive.meeting.standalone.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/// A real Chromium that is used as a person uses one: by the roles and accessible names of what is
/// on the page. Confined to the test's thread.
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PHONE = 500;
    private static final String CONTROLS =
            "a,button,input,select,[role=button],[role=switch],[role=link],[role=menuitem],[role=tab]";

    /// The first that is seen and has this name, or one that begins so. Asked for one by one, a
    /// page's names take a second.
    private static final String NAMED =
            """
            const [selector, name, isBeginning] = arguments;
            return [...document.querySelectorAll(selector)].find(element => {
              const { width, height } = element.getBoundingClientRect();
              const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
              if (!isSeen || width === 0 || height === 0) return false;
              const called = element.computedName.trim();
              return isBeginning ? called.startsWith(name) : called.toLowerCase() === name.toLowerCase();
            }) ?? null;
            """;

    /// Lets the test read the statistics of the page's peer connections; the page knows nothing of
    /// it.
    private static final String WATCH_PEER_CONNECTIONS =
            """
            window.__peers = [];
            const Native = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Native {
              constructor(...a) { super(...a); window.__peers.push(this); }
            };
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open() {
        return open(List.of());
    }

    /// One that takes a way of its own to this origin, as a name server or a load balancer sends
    /// people.
    static Browser openBy(String origin, int port) {
        var host = origin.replaceFirst("^http://", "");
        return open(List.of("--host-resolver-rules=MAP " + host + " 127.0.0.1:" + port));
    }

    private static Browser open(List<String> arguments) {
        var options = new ChromeOptions();
        options.addArguments(arguments);
        options.setBinary("/usr/bin/chromium");
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
                // Elements tell their names as they are read aloud.
                "--enable-blink-features=ComputedAccessibilityInfo",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--window-size=1280,900",
                "--lang=en-GB",
                "--accept-lang=en-GB");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                        .withLogOutput(java.io.OutputStream.nullOutputStream())
                        .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        driver.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH_PEER_CONNECTIONS));
        return new Browser(driver);
    }

    void go(String url) {
        driver.get(url);
    }

    /// As if it had been started just now: whoever was signed in is not.
    void forget() {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }

    String url() {
        return driver.getCurrentUrl();
    }

    void reload() {
        driver.navigate().refresh();
    }

    /// Opens a new empty tab and closes the one that was open, as somebody does who closes a tab.
    void closeTab() {
        var old = driver.getWindowHandle();
        var fresh =
                driver.switchTo().newWindow(org.openqa.selenium.WindowType.TAB).getWindowHandle();
        driver.switchTo().window(old).close();
        driver.switchTo().window(fresh);
        driver.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH_PEER_CONNECTIONS));
    }

    /// Presses the control with this accessible name, once it is there and can be pressed.
    void press(String name) {
        await("a control named '" + name + "' to press", () -> tryOn(name, WebElement::click));
    }

    /// Presses the link whose accessible name begins with this: rows say more than a name.
    void pressRow(String start) {
        await(
                "a row of '" + start + "'",
                () -> tryOn(named("a,button", start, true), WebElement::click));
    }

    void type(String field, String text) {
        await("a field named '" + field + "'", () -> tryOn(field, element -> write(element, text)));
    }

    /// Types into the field with this id, once it is there, in place of what it says.
    void typeInto(String id, String text) {
        onThe("#" + id, element -> write(element, text));
    }

    /// Chooses from the list with this id, once it has such an option.
    void selectIn(String id, String value) {
        onThe("#" + id + " option[value='" + value + "']", WebElement::click);
    }

    /// Presses what no name tells apart.
    void pressThe(String selector) {
        onThe(selector, WebElement::click);
    }

    /// Takes it with the mouse and lets go of it so many pixels further down.
    void drag(String selector, int down) {
        onThe(
                selector,
                element ->
                        new Actions(driver)
                                .clickAndHold(element)
                                .moveByOffset(0, down / 2)
                                .moveByOffset(0, down - down / 2)
                                // A picture of the page later.
                                .pause(Duration.ofMillis(100))
                                .release()
                                .perform());
    }

    private void onThe(String selector, Consumer<WebElement> action) {
        await(selector, () -> tryOn(displayed(selector).findFirst(), action));
    }

    private static void write(WebElement field, String text) {
        field.clear();
        field.sendKeys(text);
    }

    /// What the page has to itself: a phone's screen has no window around it.
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < PHONE));
    }

    boolean has(String name) {
        return control(name).isPresent();
    }

    void awaitControl(String name) {
        await("a control named '" + name + "'", () -> has(name));
    }

    /// Whether the switch with this name is on.
    boolean isOn(String name) {
        return control(name)
                .map(e -> "true".equals(e.getDomAttribute("aria-checked")))
                .orElse(false);
    }

    /// What can be read on the page.
    String text() {
        return String.valueOf(driver.executeScript("return document.body.innerText"));
    }

    void awaitText(String text) {
        await("'" + text + "' on the page", () -> text().contains(text));
    }

    long number(String script) {
        return driver.executeScript(script) instanceof Number number ? number.longValue() : -1;
    }

    long asyncNumber(String body) {
        var script =
                "const done = arguments[0]; (async () => {"
                        + body
                        + "})().then(done, () => done(-1));";
        return driver.executeAsyncScript(script) instanceof Number number ? number.longValue() : -1;
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    /// Errors that the page or the browser wrote to the console since the last call.
    List<String> consoleErrors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /// Every address that the page asked for since the last call.
    List<String> requests() {
        var pattern = Pattern.compile("\"request\":\\{.*?\"url\":\"([^\"]+)\"");
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    void await(String what, BooleanSupplier condition) {
        await(PATIENCE, what, condition);
    }

    void await(Duration patience, String what, BooleanSupplier condition) {
        try {
            new WebDriverWait(driver, patience, Duration.ofMillis(100))
                    .ignoring(StaleElementReferenceException.class)
                    .until(_ -> condition.getAsBoolean());
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "waited in vain for "
                            + what
                            + "\n--- "
                            + url()
                            + "\n"
                            + text()
                            + "\n---\n"
                            + consoleErrors(),
                    e);
        }
    }

    /// The whole page, what one has to scroll to included.
    void screenshot(Path file) throws java.io.IOException {
        var size =
                (Map<?, ?>)
                        driver.executeCdpCommand("Page.getLayoutMetrics", Map.of())
                                .get("cssContentSize");
        var clip =
                Map.of(
                        "x", 0,
                        "y", 0,
                        "width", Objects.requireNonNull(size.get("width")),
                        "height", Objects.requireNonNull(size.get("height")),
                        "scale", 1);
        var shot =
                driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("clip", clip, "captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private boolean tryOn(String name, Consumer<WebElement> action) {
        return tryOn(control(name).filter(Browser::canBePressed), action);
    }

    /// False while it is not there, or lies under something else.
    private boolean tryOn(Optional<WebElement> found, Consumer<WebElement> action) {
        try {
            found.ifPresent(
                    element -> {
                        // Out from below what stays in its place while the page scrolls.
                        driver.executeScript(
                                "arguments[0].scrollIntoView({block: 'center'})", element);
                        action.accept(element);
                    });
        } catch (ElementNotInteractableException _) {
            return false;
        }
        return found.isPresent();
    }

    private Stream<WebElement> displayed(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed);
    }

    private static boolean canBePressed(WebElement element) {
        return element.isEnabled()
                && !"true".equals(element.getDomAttribute("aria-disabled"))
                && !"true".equals(element.getDomAttribute("aria-busy"));
    }

    private Optional<WebElement> control(String name) {
        return named(CONTROLS, name, false);
    }

    private Optional<WebElement> named(String selector, String name, boolean isBeginning) {
        return Optional.ofNullable(
                (WebElement) driver.executeScript(NAMED, selector, name, isBeginning));
    }
}
