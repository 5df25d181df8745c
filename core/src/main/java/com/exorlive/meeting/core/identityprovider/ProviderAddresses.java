package com.exorlive.meeting.core.identityprovider;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which addresses this server may be sent to in an identity provider's name: https, the issuer's
/// own host, and out on the internet. An administrator of one organisation, or what a provider
/// answers, must not make the server knock at doors inside its own network. Thread-safe.
public final class ProviderAddresses {
    private static final int LONGEST_ISSUER = 300;

    private final boolean withLoopback;
    private final List<String> insideHosts;

    /// @param withLoopback whether plain http to this machine will do: in demo mode alone
    /// @param insideHosts names of hosts in the operator's own network that may be asked too
    public ProviderAddresses(boolean withLoopback, List<String> insideHosts) {
        this.withLoopback = withLoopback;
        this.insideHosts = insideHosts.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    }

    /// Whether this can be an issuer (OpenID Connect Discovery section 2: "no query or fragment").
    public boolean isIssuer(String text) {
        return text.length() <= LONGEST_ISSUER
                && parse(text).filter(it -> it.getRawQuery() == null && isSafe(it)).isPresent();
    }

    /// An address that the provider names, if it may be asked: on the issuer's own host.
    public Optional<URI> of(String text, String issuer) {
        var host = parse(issuer).map(URI::getHost).orElse("");
        return parse(text).filter(it -> isSafe(it) && host.equalsIgnoreCase(it.getHost()));
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text))
                    .filter(it -> it.getHost() != null && it.getScheme() != null);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private boolean isSafe(URI uri) {
        return uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && (uri.getScheme().equals("https")
                        || (withLoopback && uri.getScheme().equals("http") && isThisMachine(uri)));
    }

    private static boolean isThisMachine(URI uri) {
        return List.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
    }

    /// Whether the host is where the operator lets it be, as names resolve now. Blocks.
    public boolean isOutside(URI uri) throws UnknownHostException {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        if (insideHosts.contains(host) || (withLoopback && isThisMachine(uri))) {
            return true;
        }
        return Arrays.stream(InetAddress.getAllByName(host)).allMatch(ProviderAddresses::isPublic);
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            // Only what is handed out as global (2000::/3), and nothing that carries IPv4 inside.
            var isTunnel = first == 0x20 && second == 0x02;
            var isTeredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
            return (first & 0xe0) == 0x20 && !isTunnel && !isTeredo;
        }
        var isSharedByCarriers = first == 100 && (second & 0xc0) == 64;
        var isProtocol = first == 192 && second == 0 && bytes[2] == 0;
        var isBenchmark = first == 198 && (second & 0xfe) == 18;
        return first != 0 && first < 240 && !isSharedByCarriers && !isProtocol && !isBenchmark;
    }
}
