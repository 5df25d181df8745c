package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.edge.Endpoint;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;

/// The door of what people send before they are signed in: so often from one address, and from a
/// page of ours alone. Thread-safe.
final class OwnPage {
    private final BrowserCookies cookies;
    private final RateLimiter perAddress;

    OwnPage(BrowserCookies cookies, RateLimiter perAddress) {
        this.cookies = cookies;
        this.perAddress = perAddress;
    }

    Endpoint limited(Endpoint endpoint) {
        return call -> {
            var wait = perAddress.secondsToWait(call.addressKey());
            if (wait.isPresent()) {
                return Reply.slowDown(wait.getAsLong());
            }
            return cookies.isOurPage(call)
                    ? endpoint.answer(call)
                    : Reply.problem(403, "origin-wrong");
        };
    }
}
