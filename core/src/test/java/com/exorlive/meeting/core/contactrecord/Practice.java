package com.exorlive.meeting.core.contactrecord;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import java.util.List;
import java.util.Map;

/// The demo's two organisations, with people signed in, for tests about contacts.
final class Practice implements AutoCloseable {
    static final Map<String, Object> COVER =
            Map.of("confirmed", true, "reason", "cover", "comment", "Covering for Jonas this week");

    final CoreUnderTest core;
    final Browser ingrid;
    final Browser jonas;

    /// Of the other organisation.
    final Browser signe;

    private Practice(CoreUnderTest core) {
        this.core = core;
        this.ingrid = core.signedIn("ingrid");
        this.jonas = core.signedIn("jonas");
        this.signe = core.signedIn("signe");
    }

    static Practice open() throws Exception {
        return new Practice(CoreUnderTest.start());
    }

    /// A contact of this instructor's.
    static String contact(Browser instructor, String name) {
        return instructor
                .api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString("").equals(name))
                .map(it -> it.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    static List<String> names(Http.Answer contacts) {
        return contacts.json()
                .path("contacts")
                .valueStream()
                .map(it -> it.path("name").asString("-"))
                .toList();
    }

    static Http.Answer search(Browser instructor, String text) {
        return instructor.api("GET", "/contacts/search?" + Http.form(Map.of("q", text)));
    }

    static Http.Answer open(Browser instructor, String contact) {
        return instructor.api("POST", "/contacts/" + contact + "/access", COVER);
    }

    /// The newest lines of the audit log with this event: target, outcome.
    List<String> audit(String event) {
        return core.audit().stream()
                .filter(it -> it.line().event().equals(event))
                .map(it -> it.line().target() + " " + it.line().outcome())
                .toList();
    }

    @Override
    public void close() {
        core.close();
    }
}
