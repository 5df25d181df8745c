package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.signin.Hashes;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;

/// The two clients of this issuer: the public web client, and signaling with its secret.
public final class Clients {
    static final ClientID WEB = new ClientID("exorlive-web");
    static final ClientID SIGNALING = new ClientID("exorlive-signaling");

    private final URI webRedirectUri;
    private final String signalingSecretHash;

    public Clients(URI publicOrigin, String signalingSecret) {
        this.webRedirectUri = URI.create(publicOrigin + "/callback");
        this.signalingSecretHash = Hashes.of(signalingSecret);
    }

    /// Compares the whole text (RFC 9700 section 2.1): no patterns, no default.
    boolean isRedirectUri(String clientId, String redirectUri) {
        return clientId.equals(WEB.getValue()) && redirectUri.equals(webRedirectUri.toString());
    }

    boolean isSignaling(ClientAuthentication authentication) {
        return authentication instanceof ClientSecretBasic basic
                && basic.getClientID().equals(SIGNALING)
                && Hashes.equal(Hashes.of(basic.getClientSecret().getValue()), signalingSecretHash);
    }
}
