package com.exorlive.meeting.core;

import com.exorlive.meeting.core.administration.Founding;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseStartException;
import com.exorlive.meeting.core.database.StartLock;
import com.exorlive.meeting.core.demo.DemoData;
import com.exorlive.meeting.core.demo.LoadTestPeople;
import com.exorlive.meeting.core.erasure.ErasureFile;
import com.exorlive.meeting.core.erasure.ErasureLedger;
import com.exorlive.meeting.core.news.NewsWire;
import com.exorlive.meeting.core.oidc.SigningKeys;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.program.ProgramNews;
import com.exorlive.meeting.core.report.LooksApi;
import com.exorlive.meeting.core.report.ProofApi;
import com.exorlive.meeting.core.report.ReportApi;
import com.exorlive.meeting.core.seal.MasterKey;
import com.exorlive.meeting.core.seal.Seals;
import com.exorlive.meeting.core.signin.Passwords;
import com.exorlive.meeting.core.signin.Pepper;
import com.exorlive.meeting.edge.HttpRoutes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole of core: opens its database, builds its parts, answers its paths. Thread-safe.
public final class Core implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);

    private final Database database;
    private final Seals seals;
    private final ErasureLedger erasures;
    private final AuditParts audit;
    private final SignInParts signIn;
    private final NoticeParts notices;
    private final ContactRoutes contacts;
    private final MeetingRoutes meetings;
    private final HttpRoutes routes;
    private final NewsWire wire;
    private final ProgramNews programNews;
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("core-housekeeping").daemon().factory());

    /// Starts core.
    ///
    /// @throws CoreStartException if the settings or the database are not fit to start with
    public static Core open(CoreSettings settings, InstantSource clock) {
        return open(settings, clock, Passwords.Cost.OWASP);
    }

    static Core open(CoreSettings settings, InstantSource clock, Passwords.Cost passwordCost) {
        var faults = settings.faults();
        if (!faults.isEmpty()) {
            throw new CoreStartException(String.join(" ", faults));
        }
        try (var _ = startLock(settings.database())) {
            return open(settings, openDatabase(settings.database()), passwordCost, clock);
        }
    }

    private static Core open(
            CoreSettings settings,
            Database database,
            Passwords.Cost passwordCost,
            InstantSource clock) {
        try {
            return new Core(settings, database, passwordCost, clock);
        } catch (CoreStartException e) {
            database.close();
            throw e;
        } catch (RuntimeException e) {
            database.close();
            throw new CoreStartException("Core could not start: " + e.getMessage(), e);
        }
    }

    private static StartLock startLock(CoreSettings.DatabaseAddress address) {
        try {
            return StartLock.take(address.url(), address.user(), address.password());
        } catch (DatabaseStartException e) {
            throw new CoreStartException(String.valueOf(e.getMessage()), e);
        }
    }

    static Database openDatabase(CoreSettings.DatabaseAddress address) {
        try {
            return Database.open(address.url(), address.user(), address.password());
        } catch (DatabaseStartException e) {
            throw new CoreStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private Core(
            CoreSettings settings,
            Database database,
            Passwords.Cost passwordCost,
            InstantSource clock) {
        this.database = database;
        var pepper = new Pepper(settings.secrets().pepper());
        var passwords =
                new Passwords(
                        pepper,
                        Math.max(1, Runtime.getRuntime().availableProcessors()),
                        passwordCost);
        refuseDemoAccounts(settings, database);
        // Both find a wrong secret before anything is written under it.
        var keys = SigningKeys.load(database, pepper, clock);
        seals = Seals.on(database, masterKey(settings.secrets(), pepper));
        database.run(seals::userNames);
        prepare(settings, passwords, clock);
        audit = new AuditParts(settings, pepper, database, clock);
        erasures = new ErasureLedger(database, audit.log(), clock, erasureFile(settings));
        // Who came back by a restored backup is gone again before anybody works.
        erasures.replay();
        signIn = new SignInParts(settings, keys, passwords, pepper, database, audit.log(), clock);
        var origin = settings.publicOrigin();
        notices = new NoticeParts(settings.notices(), origin, database, clock);
        var on = new Foundation(database, audit.log(), signIn.access(), clock);
        wire = NewsWire.on(database, pepper.deriveKey("news"));
        programNews = new ProgramNews(wire);
        var builder = HttpRoutes.builder();
        signIn.addTo(builder);
        PeopleRoutes.add(builder, on, signIn, settings);
        contacts =
                new ContactRoutes(
                        builder, on, settings, seals, erasures, notices.queue(), signIn.ends());
        meetings =
                new MeetingRoutes(
                        builder, on, settings, notices.queue(), audit.fallback(), keys, wire);
        ProgramRoutes.add(builder, on, programNews, erasures);
        new ReportApi(database, audit.log(), clock).addTo(builder, on.access());
        new ProofApi(database, audit.log(), audit::signHead).addTo(builder, on.access());
        new LooksApi(database).addTo(builder, on.access());
        new OpenApiDocument().addTo(builder);
        routes = builder.build();
        audit.start();
        var _ = housekeeping.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.MINUTES);
    }

    private static ErasureFile erasureFile(CoreSettings settings) {
        return settings.erasures().map(ErasureFile::at).orElseGet(ErasureFile::nowhere);
    }

    private static MasterKey masterKey(CoreSettings.Secrets secrets, Pepper pepper) {
        return secrets.masterKey()
                .map(MasterKey::inFile)
                .orElseGet(() -> MasterKey.of(pepper.deriveKey("master-key")));
    }

    private static void refuseDemoAccounts(CoreSettings settings, Database database) {
        if (!settings.demo() && database.inTransaction(OrganisationStore::hasDemo)) {
            throw new CoreStartException(
                    "The database holds demo accounts, whose password everybody knows."
                            + " Start with an empty database, or in demo mode.");
        }
    }

    private void prepare(CoreSettings settings, Passwords passwords, InstantSource clock) {
        if (settings.demo()) {
            new DemoData(database, passwords, clock).ensure();
            var loadTest = settings.loadTest();
            new LoadTestPeople(database, passwords).ensure(loadTest.pairs(), loadTest.contacts());
        }
    }

    /// Signaling was started together with core, so nobody is in a meeting yet.
    public void startedWithSignaling() {
        meetings.forgetPresence();
    }

    /// Answers all of core's paths and leaves the others. A new one each time, because a handler
    /// belongs to one server.
    public Handler handler() {
        return routes.again();
    }

    /// Every route with its methods.
    HttpRoutes routes() {
        return routes;
    }

    Database database() {
        return database;
    }

    /// Seals what waits, now.
    void sealAudit() {
        audit.seal();
    }

    /// How the audit log is doing.
    public AuditStatus audit() {
        return audit.status();
    }

    /// Whether the database answers.
    public boolean isReady() {
        return database.answers();
    }

    /// How many notices wait to be sent, and how many were given up, by channel: for the operator.
    public NoticeCounts noticeCounts() {
        var counts = notices.queue().counts();
        return new NoticeCounts(counts.waiting(), counts.dead());
    }

    /// Sign-ins refused since the start: for the operator, who alone sees those with names that
    /// belong to no organisation.
    public SignInFailures signInFailures() {
        return signIn.failures();
    }

    /// Whether there is anybody at all who could sign in.
    public boolean hasOrganisations() {
        return database.inTransaction(OrganisationStore::hasAny);
    }

    /// Makes an organisation with its first administrator, for the operator. The product may run
    /// meanwhile if the database lets two in.
    ///
    /// @throws CoreStartException that says what is in the way
    public static Founding.Founded found(
            CoreSettings settings, Founding.NewOrganisation asked, InstantSource clock) {
        var faults = new ArrayList<>(settings.faults());
        if (settings.demo()) {
            faults.add("In demo mode the organisations are there already: add --production.");
        }
        faults.addAll(Founding.faults(asked));
        if (!faults.isEmpty()) {
            throw new CoreStartException(String.join(" ", faults));
        }
        var pepper = new Pepper(settings.secrets().pepper());
        try (var _ = startLock(settings.database());
                var database = openDatabase(settings.database())) {
            refuseDemoAccounts(settings, database);
            // Finds a wrong secret before anything is written under another one.
            SigningKeys.load(database, pepper, clock);
            var seals = Seals.on(database, masterKey(settings.secrets(), pepper));
            database.run(seals::userNames);
            var audit = new AuditLog(clock, settings.audit().node());
            var origin = settings.publicOrigin();
            return database.inTransaction(
                    handle -> Founding.found(handle, audit, asked, origin, clock.instant()));
        } catch (Founding.RefusedException e) {
            throw new CoreStartException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Throws away what has lapsed.
    void tidy() {
        try {
            meetings.purge();
            notices.purge();
            signIn.purge();
            contacts.purge();
            erasures.keepUp();
            database.tidyFile();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Housekeeping failed; it is tried again in a minute");
        }
    }

    @Override
    public void close() {
        housekeeping.shutdownNow();
        audit.close();
        notices.close();
        meetings.close();
        programNews.close();
        wire.close();
        signIn.close();
        database.close();
    }
}
