package com.exorlive.meeting.loadtests.people;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

/// Two of the people that `exorlive.demo.load-test-pairs` made. Thread-safe; blocks.
public final class DemoPair implements PairOfPeople {
    /// More sign-ins at once only queue up behind the server's password hashing.
    private static final int SIGN_INS_AT_ONCE = 4;

    private static final int TRIES = 50;
    private static final Duration TRY_AGAIN = Duration.ofMillis(100);

    private final Http http;
    private final SignedInPerson host;
    private final SignedInPerson invitee;
    private final String contact;
    private volatile String over = "";

    private DemoPair(Http http, SignedInPerson host, SignedInPerson invitee, String contact) {
        this.http = http;
        this.host = host;
        this.invitee = invitee;
        this.contact = contact;
    }

    /// Signs in the first so many pairs.
    ///
    /// @param progress is told how many are in
    public static List<PairOfPeople> signIn(
            Http http, String password, int count, IntConsumer progress)
            throws InterruptedException {
        var turns = new Semaphore(SIGN_INS_AT_ONCE);
        var asked = new ArrayList<Future<DemoPair>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 1; number <= count; number++) {
                int whose = number;
                asked.add(threads.submit(() -> signInInTurn(http, password, whose, turns)));
            }
            var pairs = new ArrayList<PairOfPeople>();
            for (var pair : asked) {
                pairs.add(resultOf(pair, threads::shutdownNow));
                progress.accept(pairs.size());
            }
            return pairs;
        }
    }

    private static DemoPair resultOf(Future<DemoPair> pair, Runnable onFailure)
            throws InterruptedException {
        try {
            return pair.get();
        } catch (ExecutionException e) {
            onFailure.run();
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("sign-in failed", e);
        }
    }

    private static DemoPair signInInTurn(Http http, String password, int number, Semaphore turns)
            throws InterruptedException {
        turns.acquire();
        try {
            var host = SignedInPerson.signIn(http, "load-host-" + number, password);
            var invitee = SignedInPerson.signIn(http, "load-client-" + number, password);
            return new DemoPair(http, host, invitee, contacts(http, host).getFirst());
        } finally {
            turns.release();
        }
    }

    private static List<String> contacts(Http http, Person host) throws InterruptedException {
        var ids = new ArrayList<String>();
        Http.json(http.get("/core/v1/contacts", bearer(host)))
                .path("contacts")
                .forEach(contact -> ids.add(contact.path("id").asString("")));
        if (ids.isEmpty()) {
            throw new RefusedException("/core/v1/contacts", 200, "no contact");
        }
        return ids;
    }

    static Map<String, String> bearer(Person person) throws InterruptedException {
        return Map.of("Authorization", "Bearer " + person.accessToken());
    }

    private static String meetingWith(Http http, Person host, String contact)
            throws InterruptedException {
        return Http.json(http.post("/core/v1/meetings", bearer(host), Map.of("contactId", contact)))
                .path("id")
                .asString("");
    }

    /// The ids of all contact records of this host.
    public List<String> contacts() throws InterruptedException {
        return contacts(http, host);
    }

    /// A meeting with this contact, the open one if there is one.
    public String meetingWith(String contactId) throws InterruptedException {
        return meetingWith(http, host, contactId);
    }

    @Override
    public Person host() {
        return host;
    }

    @Override
    public Person invitee() {
        return invitee;
    }

    @Override
    public String meeting() throws InterruptedException {
        var meeting = meetingWith(http, host, contact);
        for (int i = 0; meeting.equals(over) && i < TRIES; i++) {
            Thread.sleep(TRY_AGAIN);
            meeting = meetingWith(http, host, contact);
        }
        return meeting;
    }

    @Override
    public void isOver(String meeting) {
        over = meeting;
    }

    @Override
    public boolean canMeetAgain() {
        return true;
    }
}
