package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.edge.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientTest {
    @TempDir Path directory;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(directory.resolve("assets"));
        Files.writeString(directory.resolve("index.html"), "the page");
        Files.writeString(directory.resolve("assets/main-1a2b.js"), "the script");
        var files = WebClient.of(directory);
        var address = new HttpServer.Address("127.0.0.1", 0, Optional.empty());
        server = HttpServer.start("web", address, files);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sign-in?tx=1",
                "/contacts",
                "/contacts/1",
                "/inbox",
                "/protection",
                "/meetings/a-b",
                "/at/HCO3lx-M0_"
            })
    void everyPageIsTheOneDocumentAndNeverStale(String path) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("the page");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/html");
    }

    @Test
    void filesWithAHashInTheirNameAreKeptForEver() throws Exception {
        var answer = get("/assets/main-1a2b.js");

        assertThat(answer.body()).isEqualTo("the script");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                .contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/meetings/a/b",
                "/assets/none.js",
                "/assets/",
                "/assets/%2e%2e/x"
            })
    void anythingElseIsNotFoundAndNotRemembered(String path) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isIn(400, 403, 404);
        assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                .doesNotContain("immutable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/meetings/a/b"})
    void aPersonWithAMistypedAddressGetsThePageThatSaysSo(String path) throws Exception {
        var answer = get(path, "text/html,application/xhtml+xml;q=0.9");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("the page");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/favicon.ico", "/assets/none.js"})
    void noFileIsEverAnsweredWithAPage(String path) throws Exception {
        var answer = get(path, "text/html,*/*");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("the page");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(path, "*/*");
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + server.port() + path);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri).header("Accept", accept).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
