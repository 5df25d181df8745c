package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.edge.HttpCall;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;

/// The two cookies that core sets: `session` says who is signed in, `browser` binds a sign-in to
/// the browser that began it. Both HttpOnly and SameSite=Lax; under https also Secure and with the
/// `__Host-` prefix, so that no neighbouring host can set them. Thread-safe.
final class BrowserCookies {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Duration SIGN_IN_TAKES = Duration.ofMinutes(10);

    private final boolean isHttps;
    private final String origin;
    private final String sessionName;
    private final String browserName;

    BrowserCookies(URI publicOrigin) {
        this.origin = publicOrigin.toString();
        this.isHttps = "https".equals(publicOrigin.getScheme());
        this.sessionName = isHttps ? "__Host-session" : "session";
        this.browserName = isHttps ? "__Host-browser" : "browser";
    }

    Optional<String> sessionOf(HttpCall call) {
        return call.cookie(sessionName).filter(value -> SECRET.matcher(value).matches());
    }

    Optional<String> browserOf(HttpCall call) {
        return call.cookie(browserName).filter(value -> SECRET.matcher(value).matches());
    }

    /// Two tabs that sign in at once share one secret, so that neither spoils the other.
    String browserOrNew(HttpCall call) {
        return browserOf(call).orElseGet(RandomIds::secret);
    }

    HttpCookie browser(String secret) {
        return cookie(browserName, secret, SIGN_IN_TAKES.toSeconds());
    }

    /// Ends with the browser, or when the server's side of it does.
    HttpCookie session(String secret) {
        return cookie(sessionName, secret, -1);
    }

    HttpCookie noSession() {
        return cookie(sessionName, "", 0);
    }

    /// Whether a request that uses a cookie was sent by a page of ours: browsers put `Origin` on
    /// every POST.
    boolean isOurPage(HttpCall call) {
        return call.header("Origin").map(origin::equals).orElse(false);
    }

    private HttpCookie cookie(String name, String value, long maxAgeSeconds) {
        return HttpCookie.build(name, value)
                .path("/")
                .httpOnly(true)
                .secure(isHttps)
                .sameSite(HttpCookie.SameSite.LAX)
                .maxAge(maxAgeSeconds)
                .build();
    }
}
