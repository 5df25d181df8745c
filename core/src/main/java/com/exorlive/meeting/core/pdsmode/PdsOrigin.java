package com.exorlive.meeting.core.pdsmode;

import java.net.URI;

/// Where a personal data service is: https, or http on the person's own machine, without a path.
public final class PdsOrigin {
    private static final int MAX = 300;

    private PdsOrigin() {}

    /// Whether a page may be told of it as it stands: it goes into the page's policy.
    public static boolean isOne(String address) {
        try {
            var uri = URI.create(address);
            var isSecure = "https".equals(uri.getScheme());
            var isHere = "http".equals(uri.getScheme()) && "localhost".equals(uri.getHost());
            return address.length() <= MAX
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && address.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                    && address.matches("[A-Za-z0-9.:/\\[\\]-]+")
                    && (isSecure || isHere);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
