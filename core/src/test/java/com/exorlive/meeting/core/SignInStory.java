package com.exorlive.meeting.core;

import java.util.Map;

/// Signing in, and the documents that it rests on.
final class SignInStory implements ApiStory {
    @Override
    public void tell(CheckedCalls api) {
        api.browse("GET", "/.well-known/openid-configuration", api.core.newBrowser(), "");
        api.browse("GET", "/oidc/jwks", api.core.newBrowser(), "");
        api.browse("GET", "/core/v1/openapi.json", api.core.newBrowser(), "");
        var browser = api.core.newBrowser();
        api.browse("GET", OpenApiTest.authorize(browser), browser, "");
        var wrong = browser.authorization();
        wrong.put("redirect_uri", "https://evil.example/callback");
        api.browse("GET", "/oidc/authorize?" + Http.form(wrong), browser, "");

        var transaction = browser.begin();
        api.browse("POST", "/oidc/login", browser, OpenApiTest.login(transaction, "ola", "wrong"));
        var login =
                api.browse(
                        "POST",
                        "/oidc/login",
                        browser,
                        OpenApiTest.login(transaction, "ola", CoreUnderTest.DEMO_PASSWORD));
        api.browse("POST", "/oidc/login", browser, OpenApiTest.login(transaction, "ola", "again"));
        api.unchecked("POST", "/oidc/login", "application/json", "", "{\"tx\":1");
        api.unchecked("POST", "/oidc/login", "text/plain", "", "x");
        api.elsewhere("/oidc/login", OpenApiTest.login("x", "x", "x"));

        api.token(browser.redemption(Browser.codeIn(login.text("redirect"))));
        api.token(browser.redemption("used-up-or-never-there"));
        api.token(Map.of("grant_type", "client_credentials", "client_id", "exorlive-signaling"));
        api.unchecked("POST", "/oidc/token", "application/json", "", "{}");
        api.browse("POST", "/oidc/logout", browser, "");
        api.elsewhere("/oidc/logout", "");
    }
}
