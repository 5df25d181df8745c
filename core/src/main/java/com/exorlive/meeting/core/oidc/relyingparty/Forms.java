package com.exorlive.meeting.core.oidc.relyingparty;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// `application/x-www-form-urlencoded`.
final class Forms {
    private Forms() {}

    static String of(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// RFC 6749 section 3.1: an endpoint's own query is kept.
    static URI at(URI endpoint, Map<String, String> parameters) {
        var between = endpoint.getRawQuery() == null ? "?" : "&";
        return URI.create(endpoint + between + of(parameters));
    }
}
