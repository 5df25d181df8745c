package com.exorlive.meeting.edge;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Puts the headers that every answer carries on every answer.
public final class SecurityHeaders extends Handler.Wrapper {
    /// What a page of ours may do, and nothing else may.
    private static final String PERMISSIONS =
            "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self),"
                    + " fullscreen=(self), screen-wake-lock=(self), autoplay=(self), accelerometer=(),"
                    + " geolocation=(), gyroscope=(), magnetometer=(), midi=(), payment=(), usb=(),"
                    + " serial=(), hid=(), browsing-topics=()";

    private final List<Reply.Header> headers;

    /// @param overTls adds HSTS; over plain HTTP browsers ignore it, and it would be a lie
    /// @param contentSecurityPolicy for everything: an API answer that a browser is made to show as
    ///     a page is then as harmless as a page
    public SecurityHeaders(Handler next, String contentSecurityPolicy, boolean overTls) {
        super(next);
        var all =
                new ArrayList<>(
                        List.of(
                                new Reply.Header("Content-Security-Policy", contentSecurityPolicy),
                                new Reply.Header("Cross-Origin-Opener-Policy", "same-origin"),
                                new Reply.Header("Cross-Origin-Embedder-Policy", "require-corp"),
                                new Reply.Header("Cross-Origin-Resource-Policy", "same-origin"),
                                new Reply.Header("X-Content-Type-Options", "nosniff"),
                                new Reply.Header("Referrer-Policy", "no-referrer"),
                                new Reply.Header("Permissions-Policy", PERMISSIONS)));
        if (overTls) {
            all.add(
                    new Reply.Header(
                            "Strict-Transport-Security", "max-age=31536000; includeSubDomains"));
        }
        this.headers = List.copyOf(all);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable fields = response.getHeaders();
        headers.forEach(header -> fields.put(header.name(), header.value()));
        return super.handle(request, response, callback);
    }
}
