package com.exorlive.meeting.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/// One person of the demo in a browser of their own: what they do, and what they see and hear.
final class Participant implements AutoCloseable {
    private static final String PASSWORD = "demo-passord-2026";

    private static final String FRAMES_DECODED = "framesDecoded";
    private static final String AUDIO_SAMPLES = "totalSamplesReceived";

    /// A fingerprint of the largest playing picture that is not one's own.
    private static final String PICTURE =
            """
            const videos = [...document.querySelectorAll('video')]
              .filter(v => v.videoWidth > 0)
              .sort((a, b) => b.clientWidth * b.clientHeight - a.clientWidth * a.clientHeight);
            if (!videos.length) return -1;
            const canvas = document.createElement('canvas');
            canvas.width = 64; canvas.height = 48;
            const paint = canvas.getContext('2d');
            paint.drawImage(videos[0], 0, 0, 64, 48);
            const bytes = paint.getImageData(0, 0, 64, 48).data;
            let hash = 7, spread = 0;
            for (const byte of bytes) { hash = (hash * 31 + byte) | 0; }
            for (let i = 4; i < bytes.length; i += 4) { spread += Math.abs(bytes[i] - bytes[i - 4]); }
            return spread < 500 ? -1 : Math.abs(hash);
            """;

    private final Browser browser;
    private final String origin;

    private Participant(Browser browser, String origin) {
        this.browser = browser;
        this.origin = origin;
    }

    /// Opens a browser and signs in.
    static Participant signedIn(Product product, String user) {
        return signedIn(product, Browser.open(), user);
    }

    /// Signs in with a browser that is open.
    static Participant signedIn(Product product, Browser browser, String user) {
        return signedIn(product, browser, user, PASSWORD);
    }

    static Participant signedIn(Product product, Browser browser, String user, String password) {
        return signedIn(product.origin(), browser, user, password);
    }

    /// Signs in to a product that runs elsewhere.
    static Participant signedIn(String origin, Browser browser, String user) {
        return signedIn(origin, browser, user, PASSWORD);
    }

    private static Participant signedIn(
            String origin, Browser browser, String user, String password) {
        browser.go(origin + "/");
        browser.type("E-mail or user name", user);
        browser.type("Password", password);
        browser.press("Sign in");
        browser.await("to be signed in", () -> !browser.url().contains("/sign-in"));
        browser.await(
                "a page of one's own", () -> browser.url().matches(".*/(contacts|inbox|users)"));
        return new Participant(browser, origin);
    }

    Browser browser() {
        return browser;
    }

    /// Leaves whatever is on the page for where one begins.
    void goHome() {
        browser.go(origin + "/");
        browser.await(
                "a page of one's own", () -> browser.url().matches(".*/(contacts|inbox|users)"));
    }

    /// Opens the record of a contact and presses "Start video meeting".
    void startMeetingWith(String contact) {
        browser.awaitText(contact);
        browser.pressRow(contact);
        browser.press("Start video meeting");
        browser.awaitControl("Join meeting");
    }

    /// The address of the meeting whose device check or room is on the page.
    String meetingUrl() {
        return browser.url();
    }

    void getReadyFromInbox() {
        browser.press("Get ready");
        browser.awaitControl("Join meeting");
    }

    void join() {
        browser.press("Join meeting");
    }

    void open(String url) {
        browser.go(url);
    }

    /// Waits until picture and sound of the other arrive and go on arriving.
    void awaitSeesAndHears() {
        var frames = decodedFrames();
        var samples = audioSamples();
        browser.await("decoded frames to rise", () -> decodedFrames() > Math.max(frames, 0) + 10);
        browser.await("sound to arrive", () -> audioSamples() > Math.max(samples, 0) + 4_800);
        var picture = picture();
        browser.await("the picture to change", () -> picture() > 0 && picture() != picture);
    }

    /// How many peer connections the page has made: one more each time it gets to another media
    /// server.
    long peers() {
        return browser.number("return (window.__peers ?? []).length");
    }

    /// Waits until picture and sound come by another peer connection than these, without anybody
    /// pressing anything.
    void awaitGoesOn(Duration patience, long peersBefore) {
        browser.await(
                patience,
                "picture and sound by way of another media server",
                () ->
                        inbound(FRAMES_DECODED, peersBefore) > 3
                                && inbound(AUDIO_SAMPLES, peersBefore) > 4_800);
    }

    /// Waits until so many frames of the other's picture were decoded.
    void awaitFrames(Duration patience, long frames) {
        browser.await(patience, "the other's picture moves", () -> decodedFrames() >= frames);
    }

    /// Waits until the older ones are closed.
    void awaitOnePeer(Duration patience) {
        browser.await(
                patience,
                "one peer connection to be left",
                () ->
                        browser.number(
                                        """
                                        return window.__peers
                                          .filter(it => it.connectionState !== 'closed').length;
                                        """)
                                == 1);
    }

    long decodedFrames() {
        return inbound(FRAMES_DECODED, 0);
    }

    long audioSamples() {
        return inbound(AUDIO_SAMPLES, 0);
    }

    /// After a reload: the page may go straight back in, or ask to join once more.
    void comeBack() {
        browser.await(
                "the meeting or the way back into it",
                () -> browser.has("End") || browser.has("Join meeting"));
        if (browser.has("Join meeting")) {
            join();
        }
        browser.awaitControl("End");
    }

    /// Waits until the lock between the two says this.
    void awaitLock(String words) {
        browser.awaitControl(words);
    }

    /// The code that the two compare: its seven pictures by name.
    String code() {
        browser.press("End-to-end encrypted");
        browser.awaitControl("They match");
        return String.valueOf(
                browser.run(
                        "return [...document.querySelectorAll('ol.code li')]"
                                + ".map(item => item.innerText).join(' ')"));
    }

    void saysThatTheCodesMatch() {
        browser.press("They match");
        awaitLock("Encrypted · code compared");
    }

    void signOut() {
        browser.pressThe(".me");
        browser.press("Sign out");
        browser.awaitControl("Password");
    }

    void end() {
        browser.press("End");
        browser.press("End meeting");
    }

    void awaitOver() {
        browser.awaitText("The meeting is over");
    }

    void awaitNotOpen() {
        browser.awaitText("This meeting is not open to you");
    }

    void sees(String text) {
        assertThat(browser.text()).contains(text);
    }

    String origin() {
        return origin;
    }

    @Override
    public void close() {
        browser.close();
    }

    private long picture() {
        return browser.number(PICTURE);
    }

    /// @param peersBefore whose share is not counted
    private long inbound(String counter, long peersBefore) {
        return browser.asyncNumber(
                """
                let sum = 0;
                for (const peer of (window.__peers ?? []).slice(%d)) {
                  if (peer.connectionState === 'closed') continue;
                  for (const report of (await peer.getStats()).values()) {
                    if (report.type === 'inbound-rtp') sum += report.%s ?? 0;
                  }
                }
                return sum;
                """
                        .formatted(peersBefore, counter));
    }
}
