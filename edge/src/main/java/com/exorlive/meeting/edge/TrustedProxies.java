package com.exorlive.meeting.edge;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whom to believe about where a request comes from: S-27. Each proxy on the way adds, at the end
/// of a header, the address that came to it. Read from the end, what trusted proxies say is true up
/// to the first address that is none of them: that is the client. All before it is the client's own
/// word, and ignored.
///
/// Only one header is looked at, because a proxy that writes one may let the other through as the
/// client sent it.
public final class TrustedProxies {
    /// Which header the proxies write.
    public enum Header {
        /// RFC 7239.
        FORWARDED("Forwarded"),
        X_FORWARDED_FOR("X-Forwarded-For");

        private final String field;

        Header(String field) {
            this.field = field;
        }
    }

    /// More proxies than any request passes; what stands before is not looked at.
    private static final int MAX_HOPS = 16;

    private static final List<String> BROKEN = List.of("");

    private final Header header;
    private final List<Network> networks;

    private TrustedProxies(Header header, List<Network> networks) {
        this.header = header;
        this.networks = List.copyOf(networks);
    }

    /// Believes nobody: the client is who the connection comes from.
    public static TrustedProxies none() {
        return new TrustedProxies(Header.FORWARDED, List.of());
    }

    /// @param networks addresses and ranges: `127.0.0.1`, `10.1.0.0/16`, `fd00::/8`
    /// @throws IllegalArgumentException if one of them is something else
    public static TrustedProxies of(Header header, List<String> networks) {
        return new TrustedProxies(header, networks.stream().map(Network::parse).toList());
    }

    boolean isNone() {
        return networks.isEmpty();
    }

    String field() {
        return header.field;
    }

    /// @param peer where the connection comes from
    /// @param fields the header's fields in their order
    InetAddress client(InetAddress peer, List<String> fields) {
        var client = peer;
        for (var hop : hops(fields).reversed()) {
            if (!isTrusted(client)) {
                return client;
            }
            var before = address(hop);
            if (before.isEmpty()) {
                // It hides where it came from, or is broken: the last who is known answers for it.
                return client;
            }
            client = before.get();
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private List<String> hops(List<String> fields) {
        var hops = new ArrayList<String>();
        for (var field : fields) {
            hops.addAll(
                    switch (header) {
                        case X_FORWARDED_FOR -> List.of(field.split(",", -1));
                        // A client's open quote would swallow what the proxy adds behind it.
                        case FORWARDED -> hasOpenQuote(field) ? BROKEN : split(field, ',');
                    });
        }
        return hops.subList(Math.max(0, hops.size() - MAX_HOPS), hops.size());
    }

    private static boolean hasOpenQuote(String field) {
        return field.chars().filter(c -> c == '"').count() % 2 != 0;
    }

    private Optional<InetAddress> address(String hop) {
        return switch (header) {
            case X_FORWARDED_FOR -> node(hop.strip());
            case FORWARDED ->
                    split(hop, ';').stream()
                            .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith("for="))
                            .findFirst()
                            .flatMap(pair -> node(unquoted(pair.substring("for=".length()))));
        };
    }

    /// `192.0.2.43`, `192.0.2.43:47011`, `2001:db8::17`, `[2001:db8::17]:4711`.
    private static Optional<InetAddress> node(String text) {
        var colon = text.indexOf(':');
        var end =
                text.startsWith("[")
                        ? text.indexOf(']')
                        : colon >= 0 && colon == text.lastIndexOf(':') ? colon : text.length();
        if (end < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    InetAddress.ofLiteral(text.substring(text.startsWith("[") ? 1 : 0, end)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /// Splits where the separator is outside of quotes, and strips each part. Knows no escaped
    /// quote, which no address has.
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var isQuoted = false;
        var start = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '"') {
                isQuoted = !isQuoted;
            } else if (text.charAt(at) == separator && !isQuoted) {
                parts.add(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
