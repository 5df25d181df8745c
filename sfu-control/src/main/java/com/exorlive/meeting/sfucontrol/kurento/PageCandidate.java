package com.exorlive.meeting.sfucontrol.kurento;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// Which candidates of a page Kurento is told. Only addresses of the public internet: it would
/// send checks to whatever a page names, and nobody may make it knock inside its own network. A
/// page inside it is found by the checks that it sends itself.
final class PageCandidate {
    /// Without leading zeros, which some read as octal.
    private static final String OCTET = "(?:0|[1-9][0-9]{0,2})";

    private static final Pattern FORM =
            Pattern.compile(
                    "candidate:[A-Za-z0-9+/]{1,32} 1 [uU][dD][pP] [0-9]{1,10}"
                            + " ((?:"
                            + OCTET
                            + "\\.){3}"
                            + OCTET
                            + "|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,40}) ([0-9]{1,5}) typ"
                            + " (?:host|srflx|prflx|relay)(?: [\\x21-\\x7E]+)*");
    private static final int LEAST_PORT = 1024;
    private static final int MOST_PORT = 65_535;

    private PageCandidate() {}

    static boolean isToldTo(String line) {
        var form = FORM.matcher(line);
        if (line.length() > 512 || !form.matches()) {
            return false;
        }
        int port = Integer.parseInt(form.group(2));
        return port >= LEAST_PORT && port <= MOST_PORT && isPublic(form.group(1));
    }

    private static boolean isPublic(String literal) {
        try {
            var address = InetAddress.ofLiteral(literal);
            return !address.isAnyLocalAddress()
                    && !address.isLoopbackAddress()
                    && !address.isLinkLocalAddress()
                    && !address.isSiteLocalAddress()
                    && !address.isMulticastAddress()
                    && !isReserved(address.getAddress());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isReserved(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (bytes.length == 4) {
            // "This network", shared address space of providers (RFC 6598), benchmarking, class E.
            return first == 0
                    || (first == 100 && second >= 64 && second < 128)
                    || (first == 198 && (second == 18 || second == 19))
                    || first >= 240;
        }
        // Only global unicast, and of that no translation of IPv4 addresses (64:ff9b, 2002).
        return (first & 0xE0) != 0x20 || (first == 0x20 && second == 0x02);
    }
}
