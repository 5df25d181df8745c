package com.exorlive.meeting.standalone.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/// A real Chromium that is used as a person uses one: by the roles and accessible names of what is
/// on the page. Confined to the test's thread.
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONTROLS =
            "a,button,input,select,[role=button],[role=switch],[role=link],[role=menuitem],[role=tab]";

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
        var options = new ChromeOptions();
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
                () ->
                        driver.findElements(By.cssSelector("a,button")).stream()
                                .filter(WebElement::isDisplayed)
                                .filter(element -> element.getAccessibleName().startsWith(start))
                                .findFirst()
                                .map(
                                        row -> {
                                            row.click();
                                            return true;
                                        })
                                .orElse(false));
    }

    void type(String field, String text) {
        await(
                "a field named '" + field + "'",
                () ->
                        tryOn(
                                field,
                                element -> {
                                    element.clear();
                                    element.sendKeys(text);
                                }));
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
        try {
            new WebDriverWait(driver, PATIENCE, Duration.ofMillis(100))
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

    void screenshot(Path file) throws java.io.IOException {
        Files.write(file, driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private boolean tryOn(String name, java.util.function.Consumer<WebElement> action) {
        var found = control(name).filter(Browser::canBePressed);
        try {
            found.ifPresent(action);
        } catch (org.openqa.selenium.ElementNotInteractableException _) {
            return false;
        }
        return found.isPresent();
    }

    private static boolean canBePressed(WebElement element) {
        return element.isEnabled()
                && !"true".equals(element.getDomAttribute("aria-disabled"))
                && !"true".equals(element.getDomAttribute("aria-busy"));
    }

    private Optional<WebElement> control(String name) {
        return driver.findElements(By.cssSelector(CONTROLS)).stream()
                .filter(WebElement::isDisplayed)
                .filter(element -> named(element, name))
                .findFirst();
    }

    private static boolean named(WebElement element, String name) {
        var actual = element.getAccessibleName();
        return actual != null
                && actual.strip().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }
}
