package com.exorlive.meeting.signaling.keycloak;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A real Keycloak: a child process on loopback with the realm of infra/keycloak, which ends with
/// the test.
final class Keycloak implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();
    static final HttpClient CLIENT = HttpClient.newHttpClient();
    static final String SECRET = "the secret of core at a Keycloak of a test";
    private static final String ADMIN = "an administrator of a test";
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);

    private final Process process;
    private final String origin;

    /// @param home where it was unpacked
    /// @param publicOrigin where the product would be
    Keycloak(Path home, Path realm, Path log, String publicOrigin) throws Exception {
        int port = freePort();
        origin = "http://127.0.0.1:" + port;
        var imports = Files.createDirectories(home.resolve("data/import"));
        Files.copy(
                realm,
                imports.resolve("exorlive-realm.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        var builder =
                new ProcessBuilder(
                                home.resolve("bin/kc.sh").toString(),
                                "start-dev",
                                "--db=dev-mem",
                                "--import-realm",
                                "--http-host=127.0.0.1",
                                "--http-port=" + port,
                                "--http-management-port=" + freePort(),
                                "--hostname=" + origin)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "JAVA_HOME",
                                System.getProperty("java.home"),
                                "EXORLIVE_PUBLIC_ORIGIN",
                                publicOrigin,
                                "EXORLIVE_PROVIDER_ID",
                                "keycloak",
                                "EXORLIVE_KEYCLOAK_SECRET",
                                SECRET,
                                "EXORLIVE_EID_SECRET",
                                "none",
                                "KC_BOOTSTRAP_ADMIN_USERNAME",
                                "admin",
                                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                                ADMIN));
        process = builder.start();
        awaitReady(log);
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private void awaitReady(Path log) throws Exception {
        var turn = Duration.ofMillis(500);
        for (long left = STARTS_WITHIN.dividedBy(turn); left > 0; left--) {
            if (!process.isAlive()) {
                break;
            }
            if (isReady()) {
                return;
            }
            LockSupport.parkNanos(turn.toNanos());
        }
        close();
        throw new AssertionError("Keycloak did not start: " + Files.readString(log));
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get(issuer() + "/.well-known/openid-configuration", Map.of()).statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    String issuer() {
        return origin + "/realms/exorlive";
    }

    URI endpoint(String name) {
        return URI.create(issuer() + "/protocol/openid-connect/" + name);
    }

    /// Makes somebody who can sign in.
    ///
    /// @return whom tokens call `sub`
    String addUser(String name, String password) throws Exception {
        var user =
                Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "firstName",
                        "Ingrid",
                        "lastName",
                        "Berg",
                        "email",
                        name + "@clinic.example",
                        "credentials",
                        List.of(Map.of("type", "password", "value", password, "temporary", false)));
        var made = admin("POST", "/users", user);
        return made.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    }

    void signOutEverywhere(String sub) throws Exception {
        admin("POST", "/users/" + sub + "/logout", Map.of());
    }

    /// Has it sign with a new key from now on.
    void rotateKeys() throws Exception {
        var realm = JSON.readTree(admin("GET", "", null).body());
        admin(
                "POST",
                "/components",
                Map.of(
                        "name", "next",
                        "providerId", "ecdsa-generated",
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "parentId", realm.get("id").stringValue(),
                        "config",
                                Map.of(
                                        "priority", List.of("500"),
                                        "enabled", List.of("true"),
                                        "active", List.of("true"),
                                        "ecdsaEllipticCurveKey", List.of("P-256"))));
    }

    void setAttribute(String client, String name, String value) throws Exception {
        var found = JSON.readTree(admin("GET", "/clients?clientId=" + client, null).body()).get(0);
        ((ObjectNode) found.get("attributes")).put(name, value);
        admin("PUT", "/clients/" + found.get("id").stringValue(), found);
    }

    private HttpResponse<String> admin(String method, String path, Object body) throws Exception {
        var token =
                post(
                        URI.create(origin + "/realms/master/protocol/openid-connect/token"),
                        Map.of(),
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                "admin",
                                "password",
                                ADMIN));
        var request =
                HttpRequest.newBuilder(URI.create(origin + "/admin/realms/exorlive" + path))
                        .header("Authorization", "Bearer " + text(token, "access_token"))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(
                    method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    static HttpResponse<String> get(String uri, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    static HttpResponse<String> post(URI uri, Map<String, String> headers, Map<String, String> form)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(form)));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(
                        it ->
                                it.getKey()
                                        + "="
                                        + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String text(HttpResponse<String> answer, String name) {
        JsonNode value = JSON.readTree(answer.body()).get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + answer.body());
        }
        return value.stringValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
