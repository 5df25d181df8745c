package com.exorlive.meeting.core.administration;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreSettings.Limits;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// ID-09: API keys and OAuth 2.0 clients with scopes, limits that say what is left, revocation.
@OnBothDatabases
final class ID09PartnerTest {
    private CoreUnderTest core;
    private Browser astrid;

    @BeforeEach
    void start() throws Exception {
        core = CoreUnderTest.start(new Limits(9_999, 9_999, 9_999, 9_999, 9_999, 6));
        astrid = core.signedIn("astrid");
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void anApiKeyOpensWhatItsScopesSayAndNoMore() {
        var key = make("api-key", List.of("meetings.read")).text("secret");
        assertThat(read("/partner/meetings", key).status()).isEqualTo(200);
        assertThat(read("/partner/audit", key).code()).isEqualTo("scope-missing");
        for (var path : List.of("/me", "/contacts", "/people", "/partners", "/access-ends")) {
            assertThat(read(path, key).code()).isEqualTo("token-invalid");
        }
    }

    @Test
    void aClientGetsATokenForAllOrAPartOfItsScopes() {
        var made = make("oauth2-client", List.of("meetings.read", "audit.read"));
        var all = token(made, Map.of());
        assertThat(all.text("scope")).contains("meetings.read", "audit.read");
        assertThat(read("/partner/audit", all.text("access_token")).status()).isEqualTo(200);
        var narrow = token(made, Map.of("scope", "meetings.read")).text("access_token");
        assertThat(read("/partner/audit", narrow).code()).isEqualTo("scope-missing");
        assertThat(token(made, Map.of("scope", "contacts.write")).text("error"))
                .isEqualTo("invalid_scope");
        assertThat(token(made, Map.of("scope", "meeting.admission")).text("error"))
                .isEqualTo("invalid_scope");
        assertThat(read("/me", all.text("access_token")).status()).isIn(401, 403);
        assertThat(read("/access-ends", all.text("access_token")).code())
                .isEqualTo("scope-missing");
    }

    @Test
    void aRevokedPartnerIsOutAtOnceWhateverItsTokenSays() {
        var made = make("oauth2-client", List.of("audit.read"));
        var token = token(made, Map.of()).text("access_token");
        assertThat(read("/partner/audit", token).status()).isEqualTo(200);
        var id = made.json().path("partner").path("id").asString();
        assertThat(astrid.api("DELETE", "/partners/" + id).status()).isEqualTo(204);
        assertThat(read("/partner/audit", token).code()).isEqualTo("token-invalid");
        assertThat(token(made, Map.of()).text("error")).isEqualTo("invalid_client");
        assertThat(core.audit().stream().map(it -> it.line().event()))
                .contains("partner-create", "scope-audit.read", "partner-revoke");
    }

    @Test
    void theLimitIsToldAndKept() {
        var key = make("api-key", List.of("meetings.read")).text("secret");
        for (int left = 5; left >= 0; left--) {
            var answer = read("/partner/meetings", key);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"partner\";q=6;w=60");
            assertThat(answer.header("RateLimit")).matches("\"partner\";r=" + left + ";t=\\d+");
        }
        var refused = read("/partner/meetings", key);
        assertThat(refused.code()).isEqualTo("slow-down");
        assertThat(refused.header("RateLimit")).startsWith("\"partner\";r=0;t=");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 11);
        var other = make("api-key", List.of("meetings.read")).text("secret");
        assertThat(read("/partner/meetings", other).status()).isEqualTo(200);
    }

    @Test
    void aPartnerReachesItsOwnOrganisationOnly() {
        var ingrid = core.signedIn("ingrid");
        var contact = new Administrators(core).contact(ingrid, "Kari Dahl");
        ingrid.api("POST", "/meetings", Map.of("contactId", contact));
        core.signedIn("signe").api("GET", "/contacts");
        var key = make("api-key", List.of("meetings.read", "audit.read")).text("secret");
        assertThat(read("/partner/meetings?to=2026-11-22T00:00:00Z", key).json().path("meetings"))
                .hasSize(1);
        core.sealAudit();
        var actors =
                read("/partner/audit", key)
                        .json()
                        .path("lines")
                        .valueStream()
                        .map(it -> it.path("actor").asString())
                        .toList();
        assertThat(actors)
                .contains(ingrid.api("GET", "/me").text("sub"))
                .doesNotContain(core.signedIn("signe").api("GET", "/me").text("sub"));
    }

    @Test
    void theSecretIsNowhereKeptAndAPrivateKeyIsRefused() {
        var secret = make("api-key", List.of("meetings.read")).text("secret");
        var hash = secret.substring(secret.lastIndexOf('.') + 1);
        assertThat(astrid.api("GET", "/partners").raw().body()).doesNotContain(hash);
        List<String> kept =
                core.database()
                        .inTransaction(
                                handle ->
                                        handle.createQuery("select secret_hash from partner")
                                                .mapTo(String.class)
                                                .list());
        assertThat(kept).hasSize(1).doesNotContain(hash);
        var jwk = new HashMap<String, String>();
        jwk.put("kty", "EC");
        jwk.put("crv", "P-256");
        jwk.put("kid", "k");
        jwk.put("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
        jwk.put("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        jwk.put("d", "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI");
        assertThat(withKey(jwk).code()).isEqualTo("bad-request");
        jwk.remove("d");
        assertThat(withKey(jwk).status()).isEqualTo(201);
        jwk.put("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5b0");
        assertThat(withKey(jwk).code()).isEqualTo("bad-request");
    }

    private Http.Answer withKey(Map<String, String> jwk) {
        return astrid.api(
                "POST",
                "/partners",
                Map.of(
                        "name",
                        "EPJ",
                        "kind",
                        "api-key",
                        "scopes",
                        List.of("contacts.write"),
                        "jwks",
                        Map.of("keys", List.of(jwk))));
    }

    private Http.Answer make(String kind, List<String> scopes) {
        return astrid.api(
                "POST", "/partners", Map.of("name", "EPJ", "kind", kind, "scopes", scopes));
    }

    private Http.Answer token(Http.Answer made, Map<String, String> more) {
        var pair = made.json().path("partner").path("id").asString() + ":" + made.text("secret");
        var form = new HashMap<>(more);
        form.put("grant_type", "client_credentials");
        return Http.send(
                "POST",
                core.origin().resolve("/oidc/token"),
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(pair.getBytes(StandardCharsets.UTF_8))),
                Http.form(form));
    }

    private Http.Answer read(String path, String bearer) {
        return Http.send(
                "GET",
                core.origin().resolve("/core/v1" + path),
                Map.of("Authorization", "Bearer " + bearer),
                "");
    }
}
