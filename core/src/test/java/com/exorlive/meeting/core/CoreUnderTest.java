package com.exorlive.meeting.core;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.CoreSettings.EndWhen;
import com.exorlive.meeting.core.CoreSettings.Limits;
import com.exorlive.meeting.core.CoreSettings.Secrets;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.demo.DemoData;
import com.exorlive.meeting.core.seal.MasterKey;
import com.exorlive.meeting.core.seal.Seals;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.signin.Passwords;
import com.exorlive.meeting.core.signin.Pepper;
import com.exorlive.meeting.edge.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Core with its demo data in a database of its own (of which kind: `@OnBothDatabases`), on a free
/// loopback port, by a clock that stands still.
public final class CoreUnderTest implements AutoCloseable {
    public static final String SIGNALING_SECRET = "a-secret-that-only-signaling-knows";
    public static final String DEMO_PASSWORD = "demo-passord-2026";
    public static final String PEPPER = "a-pepper-for-the-tests-of-core-alone";
    /// What the operator of the tests allows.
    private static final List<String> PDS_ORIGINS =
            List.of("https://pds.fjellvik.example", "https://pds.example.org");

    private static final Limits NO_LIMITS =
            new Limits(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);

    private static final String START = "2026-11-21T12:00:00Z";

    /// The least that Argon2id can cost: tests sign in by the hundred. What it costs in the
    /// product, `PasswordsTest` and `StartTest` look at.
    private static final Passwords.Cost CHEAP = new Passwords.Cost(8, 1);

    public final TestClock clock = new TestClock(START);
    private final Core core;
    private final HttpServer server;
    private final URI origin;

    private CoreUnderTest(Limits limits, NoticeSettings notices) throws Exception {
        this(limits, notices, TestDatabase.copyOf("demo", CoreUnderTest::makeDemo));
    }

    private CoreUnderTest(Limits limits, NoticeSettings notices, DatabaseAddress database)
            throws Exception {
        var late = new AtomicReference<Handler>();
        server =
                HttpServer.start(
                        "core-test",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        new Handler.Abstract() {
                            @Override
                            public boolean handle(
                                    Request request, Response response, Callback callback)
                                    throws Exception {
                                return late.get().handle(request, response, callback);
                            }
                        });
        origin = URI.create("http://127.0.0.1:" + server.port());
        core = Core.open(settings(origin, limits, database).with(notices), clock, CHEAP);
        late.set(core.handler());
    }

    public static CoreUnderTest start() throws Exception {
        return new CoreUnderTest(NO_LIMITS, NoticeSettings.NONE);
    }

    /// Core on a database that is there, or is to be filled.
    public static CoreUnderTest startOn(DatabaseAddress database) throws Exception {
        return new CoreUnderTest(NO_LIMITS, NoticeSettings.NONE, database);
    }

    /// Core that tells people outside the product that a message waits.
    public static CoreUnderTest start(NoticeSettings notices) throws Exception {
        return new CoreUnderTest(NO_LIMITS, notices);
    }

    public static CoreUnderTest start(Limits limits) throws Exception {
        return new CoreUnderTest(limits, NoticeSettings.NONE);
    }

    /// What core makes at its first start takes longer than many a test.
    private static void makeDemo(DatabaseAddress address) {
        try (var database = Database.open(address.url(), address.user(), address.password())) {
            var pepper = new Pepper(PEPPER);
            Seals.on(database, MasterKey.of(pepper.deriveKey("master-key")));
            new DemoData(database, new Passwords(pepper, 1, CHEAP), new TestClock(START)).ensure();
        }
    }

    private static CoreSettings settings(URI origin, Limits limits, DatabaseAddress database) {
        return new CoreSettings(
                        origin,
                        database,
                        true,
                        new Secrets(PEPPER, SIGNALING_SECRET),
                        EndWhen.EITHER,
                        limits,
                        CoreSettings.LoadTest.NONE,
                        CoreSettings.Audit.DEFAULT)
                .with(new CoreSettings.Customers(Duration.ofHours(8), PDS_ORIGINS));
    }

    public void startedWithSignaling() {
        core.startedWithSignaling();
    }

    public URI origin() {
        return origin;
    }

    public Database database() {
        return core.database();
    }

    public Map<String, Set<String>> routes() {
        return core.routes().table();
    }

    /// What core does by itself each minute.
    void tidy() {
        core.tidy();
    }

    /// What core does by itself a few times a second.
    public void sealAudit() {
        core.sealAudit();
    }

    /// The newest lines of the audit log, as "event actor target outcome".
    public List<AuditLog.Entry> audit() {
        return core.database().inTransaction(handle -> AuditLog.newest(handle, 1_000));
    }

    public Browser newBrowser() {
        return new Browser(origin);
    }

    /// A browser in which this demo user has signed in.
    public Browser signedIn(String user) {
        var browser = newBrowser();
        browser.signIn(user, DEMO_PASSWORD);
        return browser;
    }

    /// Has handed over the contacts and signs in no more, as who is to be erased.
    ///
    /// @return the subject
    public String leaves(String user) {
        return core.database()
                .inTransaction(
                        handle -> {
                            var subject =
                                    CredentialStore.subjectOf(handle, user).orElseThrow().value();
                            handle.createUpdate(
                                            "update contact set instructor = (select min(h.subject)"
                                                    + " from held_role h join person p"
                                                    + " on p.subject = h.subject"
                                                    + " where h.role_name = 'instructor'"
                                                    + " and h.subject <> :subject"
                                                    + " and p.organisation_id ="
                                                    + " contact.organisation_id)"
                                                    + " where instructor = :subject")
                                    .bind("subject", subject)
                                    .execute();
                            handle.createUpdate(
                                            "update person set active = false"
                                                    + " where subject = :subject")
                                    .bind("subject", subject)
                                    .execute();
                            return subject;
                        });
    }

    public ServiceClient signaling() {
        return ServiceClient.signedIn(origin, SIGNALING_SECRET);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        core.close();
    }
}
