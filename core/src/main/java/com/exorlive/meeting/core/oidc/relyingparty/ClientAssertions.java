package com.exorlive.meeting.core.oidc.relyingparty;

/// Signs, by this server's own key, that it is a client of somebody's (RFC 7523 section 2.2).
@FunctionalInterface
public interface ClientAssertions {
    /// @return a signed JWT
    String sign(String clientId, String audience);
}
