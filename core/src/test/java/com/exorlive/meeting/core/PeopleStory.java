package com.exorlive.meeting.core;

import java.util.List;

/// What people see of themselves.
final class PeopleStory implements ApiStory {
    @Override
    public void tell(CheckedCalls api) {
        var ola = api.core.signedIn("ola").accessToken();
        var ingrid = api.core.signedIn("ingrid").accessToken();
        var service = api.core.signaling().accessToken();
        for (var path : List.of("/core/v1/me", "/core/v1/me/program")) {
            api.call("GET", path, ola, "");
            api.call("GET", path, ingrid, "");
            api.call("GET", path, service, "");
            api.call("GET", path, "nonsense", "");
        }
    }
}
