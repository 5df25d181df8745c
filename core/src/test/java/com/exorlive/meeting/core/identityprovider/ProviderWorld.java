package com.exorlive.meeting.core.identityprovider;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import java.util.HashMap;
import java.util.Map;

/// Core, an identity provider, and the administrator who has brought them together.
final class ProviderWorld implements AutoCloseable {
    final CoreUnderTest core;
    final FakeProvider there;
    final String ingrid;
    private int version = 1;
    String id = "";

    ProviderWorld() throws Exception {
        core = CoreUnderTest.start();
        there = new FakeProvider(core.clock);
        modules(true, true);
        id = configure(Map.of());
        ingrid = core.signedIn("ingrid").api("GET", "/me").text("sub");
        link(ingrid, "ingrid-there");
    }

    /// The clock goes on by hours: no sign-in lasts through all tests.
    Browser admin() {
        return core.signedIn("astrid");
    }

    void modules(boolean sso, boolean eid) {
        var answer =
                admin().api(
                                "PUT",
                                "/organisation",
                                Map.of(
                                        "name",
                                        "Fjellvik fysioterapi",
                                        "modules",
                                        Map.of("video", true, "sso", sso, "eid", eid),
                                        "version",
                                        version++));
        assertThat(answer.status()).isEqualTo(200);
    }

    static Map<String, Object> asked(FakeProvider there, Map<String, Object> more) {
        var body =
                new HashMap<String, Object>(
                        Map.of(
                                "name",
                                "BankID",
                                "kind",
                                "eid",
                                "issuer",
                                there.issuer(),
                                "clientId",
                                FakeProvider.CLIENT,
                                "clientSecret",
                                FakeProvider.SECRET));
        body.putAll(more);
        return body;
    }

    String configure(Map<String, Object> more) {
        var answer = admin().api("POST", "/identity-providers", asked(there, more));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.text("id");
    }

    /// Changes what the organisation demands of the first one.
    Http.Answer change(Map<String, Object> more) {
        var now = admin().api("GET", "/identity-providers").json().path("providers").path(0);
        var body = asked(there, more);
        body.put("version", now.path("version").asInt());
        return admin().api("PUT", "/identity-providers/" + id, body);
    }

    Http.Answer link(String sub, String subjectThere) {
        return admin().api(
                        "POST",
                        "/people/" + sub + "/identities",
                        Map.of("provider", id, "subject", subjectThere));
    }

    /// Sends the browser there.
    ///
    /// @return the address
    String send(Browser browser) {
        return browser.post("/oidc/provider-sign-in", Map.of("tx", browser.begin(), "provider", id))
                .text("redirect");
    }

    Http.Answer back(Browser browser, Map<String, String> answer) {
        return browser.get("/oidc/from/" + id + "?" + Http.form(answer));
    }

    /// The whole way there and back.
    ///
    /// @return where the browser is sent at the end
    String signIn(Browser browser, String subjectThere) {
        return back(browser, there.signIn(send(browser), subjectThere)).header("Location");
    }

    /// The same, with tokens.
    Browser signedIn(String subjectThere) {
        var browser = core.newBrowser();
        browser.take(browser.redeem(Browser.codeIn(signIn(browser, subjectThere))));
        return browser;
    }

    /// What the page is told when it does not come to tokens.
    String problem(String subjectThere) {
        var location = signIn(core.newBrowser(), subjectThere);
        return location.startsWith("/sign-in?tx=")
                ? location.replaceFirst("^.*&problem=", "")
                : location;
    }

    @Override
    public void close() {
        there.close();
        core.close();
    }
}
