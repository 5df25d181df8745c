package com.exorlive.meeting.core;

import com.exorlive.meeting.core.jumpout.Statements;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.Map;

/// A record system opens its client here.
final class JumpOutStory implements ApiStory {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ARRIVE = "/core/jump-out";
    private static final String OPEN = "/core/v1/jump-out";

    @Override
    public void tell(CheckedCalls api) {
        try {
            opens(api);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        api.unchecked("POST", ARRIVE, FORM, "", "token=a.b.c");
        api.unchecked("POST", ARRIVE, FORM, "", "token=a%20b");
        api.unchecked("POST", ARRIVE, "text/plain", "", "x");
    }

    private static void opens(CheckedCalls api) throws JOSEException {
        var ingrid = api.core.signedIn("ingrid");
        var key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        var issuer = Statements.partner(api.core, ingrid, key);
        for (var i = 0; i < 2; i++) {
            var statement =
                    Statements.sign(
                            api.core,
                            key,
                            issuer,
                            api.core.origin().toString(),
                            "ingrid",
                            60,
                            Map.of("record", "4711"));
            var body = Http.json(Map.of("token", statement));
            api.call("POST", OPEN, ingrid.accessToken(), body);
            api.call("POST", OPEN, ingrid.accessToken(), body);
            api.call("POST", OPEN, api.core.signedIn("ola").accessToken(), body);
            api.call("POST", OPEN, "nonsense", body);
        }
        api.unchecked("POST", OPEN, "application/json", ingrid.accessToken(), "{}");
        api.unchecked("POST", OPEN, "text/plain", ingrid.accessToken(), "x");
    }
}
