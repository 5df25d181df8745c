package com.exorlive.meeting.core.oidc;

import com.nimbusds.oauth2.sdk.Scope;
import java.util.List;

/// The scopes there are.
public final class Scopes {
    /// Lets a person's page use the core API.
    public static final String CORE = "core";

    /// Lets a person's page into its meetings: what it shows signaling.
    public static final String MEETING = "meeting";

    /// Lets the signalling service ask who may sit, and tell what happened.
    public static final String MEETING_ADMISSION = "meeting.admission";

    static final List<String> OF_PEOPLE = List.of("openid", "profile", CORE, MEETING);
    static final List<String> OF_SIGNALING = List.of(MEETING_ADMISSION);

    private Scopes() {}

    /// What of `asked` can be had. RFC 6749 section 3.3 lets us ignore the rest.
    static Scope of(Scope asked, List<String> allowed) {
        var granted = new Scope();
        allowed.stream().filter(asked::contains).forEach(granted::add);
        return granted;
    }
}
