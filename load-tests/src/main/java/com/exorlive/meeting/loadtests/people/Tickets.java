package com.exorlive.meeting.loadtests.people;

import java.util.Map;

/// Gets what lets a page into a meeting (docs/protocol.md section 2). Thread-safe; blocks.
public final class Tickets {
    private final Http http;

    public Tickets(Http http) {
        this.http = http;
    }

    /// @param verifier to be told in the hello
    public record Ticket(String ticket, String verifier, String url) {
        @Override
        public String toString() {
            return "Ticket[redacted]";
        }
    }

    public Ticket get(Person person, String meeting) throws InterruptedException {
        var proof = Proof.make();
        var answer =
                Http.json(
                        http.post(
                                "/api/meetings/" + meeting + "/ticket",
                                DemoPair.bearer(person),
                                Map.of("challenge", proof.challenge())));
        return new Ticket(
                answer.path("ticket").asString(""),
                proof.verifier(),
                http.socketAddress(answer.path("url").asString("")));
    }
}
