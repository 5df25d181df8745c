package com.exorlive.meeting.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes from outside, the answer is a refusal and never an error of ours.
@OnBothDatabases
final class MalformedInputTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static CoreUnderTest core;
    private static String instructor;
    private static String service;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        instructor = core.signedIn("ingrid").accessToken();
        service = core.signaling().accessToken();
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @ParameterizedTest
    @MethodSource
    void aBrokenQueryIsRefused(String query) throws IOException {
        assertThat(statusOf("GET /oidc/authorize?" + query + " HTTP/1.1")).isBetween(300, 499);
    }

    static Stream<String> aBrokenQueryIsRefused() {
        var browser = core.newBrowser();
        var good = Http.form(browser.authorization());
        return Stream.of(
                "",
                "%",
                "%zz",
                "%00",
                "%ff%fe",
                "=",
                "&&&",
                good + "&state=",
                good.replace("the-state", ""),
                good.replace("the-state", "%00%0d%0aSet-Cookie:x=y"),
                good.replace("the-state", "x".repeat(2_000)),
                good.replace("the-nonce", ""),
                good + "&max_age=-1",
                good + "&max_age=x",
                good + "&max_age=99999999999999999999",
                good + "&prompt=nonsense",
                good + "&prompt=none+login",
                good + "&claims=%7B",
                good + "&id_token_hint=x",
                good + "&ui_locales=%%%",
                good + "&ui_locales=-",
                good + "&request=x.y.z",
                good + "&response_type=code",
                good + "&resource=relative",
                good + "&authorization_details=x",
                good.replace("scope=openid", "scope=")
                        .replace("response_type=code", "response_type="));
    }

    @ParameterizedTest
    @MethodSource
    void aBrokenFormIsRefused(String form) {
        var answer =
                Http.send(
                        "POST",
                        core.origin().resolve("/oidc/token"),
                        Map.of("Content-Type", FORM),
                        form);
        assertThat(answer.status()).isBetween(400, 499);
    }

    static Stream<String> aBrokenFormIsRefused() {
        var code = "client_id=exorlive-web&grant_type=authorization_code";
        return Stream.of(
                "%",
                "%zz=%zz",
                "=&=",
                "grant_type=",
                "grant_type=%00",
                code,
                code + "&code=&redirect_uri=%zz",
                code + "&code=x&redirect_uri=:::&code_verifier=x",
                code + "&code=x&code_verifier=short",
                code + "&code=x&code=y",
                "client_id=exorlive-web&grant_type=refresh_token",
                "client_id=exorlive-web&grant_type=refresh_token&refresh_token=%00",
                "grant_type=client_credentials&client_assertion=x&client_assertion_type=y",
                "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=x",
                "x".repeat(70_000));
    }

    @ParameterizedTest
    @MethodSource
    void aBrokenBodyIsRefused(String body) {
        var headers =
                Map.of("Content-Type", "application/json", "Origin", core.origin().toString());
        assertThat(post("/oidc/login", headers, body)).isEqualTo(400);
        assertThat(post("/core/v1/meetings", bearer(instructor), body)).isEqualTo(400);
        assertThat(post("/core/v1/admissions", bearer(service), body)).isEqualTo(400);
        assertThat(post("/core/v1/meetings/x/events", bearer(service), body)).isEqualTo(400);
    }

    static Stream<String> aBrokenBodyIsRefused() {
        return Stream.of(
                "{",
                "null",
                "[]",
                "\"x\"",
                "{}",
                "{\"contactId\":null,\"tx\":null}",
                "{\"contactId\":{},\"tx\":[],\"meetingId\":{},\"event\":[]}",
                "{\"event\":\"unheard-of\",\"eventId\":\"e\",\"at\":\"2026-11-21T12:00:00Z\"}",
                "{\"event\":\"joined\",\"eventId\":\"e\",\"at\":\"2026-11-21T12:00:00Z\",\"seat\":\"third\"}",
                "{\"event\":\"started\",\"eventId\":\"e\",\"at\":\"yesterday\"}",
                "{\"event\":\"started\",\"eventId\":\"e e\",\"at\":\"2026-11-21T12:00:00Z\"}",
                "{\"event\":\"ended\",\"eventId\":\"e\",\"at\":\"2026-11-21T12:00:00Z\",\"by\":\"x\",\"reason\":\"y\"}",
                "[".repeat(10_000),
                "{\"tx\":\"" + "x".repeat(50_000) + "\"}");
    }

    @ParameterizedTest
    @MethodSource
    void aTimeThatNoDatabaseHoldsIsRefused(String at) {
        var body = "{\"event\":\"started\",\"eventId\":\"e\",\"at\":" + at + "}";
        var status = post("/core/v1/meetings/x/events", bearer(service), body);
        assertThat(status).isBetween(400, 499);
    }

    static List<String> aTimeThatNoDatabaseHoldsIsRefused() {
        return List.of("\"+1000000000-12-31T23:59:59.999999999Z\"", "1e300", "-1", "true");
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    private static int post(String path, Map<String, String> headers, String body) {
        return Http.send("POST", core.origin().resolve(path), headers, body).status();
    }

    /// By a bare socket: a proper client would mend the request.
    private static int statusOf(String requestLine) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), core.origin().getPort())) {
            socket.setSoTimeout(10_000);
            var request = requestLine + "\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return Integer.parseInt(firstLine(socket.getInputStream()).split(" ", -1)[1]);
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElseThrow();
    }
}
