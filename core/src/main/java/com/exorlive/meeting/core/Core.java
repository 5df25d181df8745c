package com.exorlive.meeting.core;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.PartnerAccess;
import com.exorlive.meeting.core.administration.AccessEndsApi;
import com.exorlive.meeting.core.administration.MyPasswordApi;
import com.exorlive.meeting.core.administration.OrganisationApi;
import com.exorlive.meeting.core.administration.PartnerApi;
import com.exorlive.meeting.core.administration.PeopleApi;
import com.exorlive.meeting.core.administration.PeopleChangeApi;
import com.exorlive.meeting.core.administration.UnitApi;
import com.exorlive.meeting.core.audit.AuditBuffer;
import com.exorlive.meeting.core.audit.AuditKeeper;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.audit.HeadExport;
import com.exorlive.meeting.core.contactrecord.ContactApi;
import com.exorlive.meeting.core.contactrecord.ContactChanges;
import com.exorlive.meeting.core.contactrecord.ContactSearchApi;
import com.exorlive.meeting.core.contactrecord.MeApi;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.demo.DemoData;
import com.exorlive.meeting.core.demo.LoadTestPeople;
import com.exorlive.meeting.core.erasure.ErasureApi;
import com.exorlive.meeting.core.exercise.ExerciseApi;
import com.exorlive.meeting.core.exercise.Exercises;
import com.exorlive.meeting.core.exercise.Library;
import com.exorlive.meeting.core.exercise.MediaApi;
import com.exorlive.meeting.core.invitation.InvitationApi;
import com.exorlive.meeting.core.jumpout.JumpOutApi;
import com.exorlive.meeting.core.jumpout.JumpOuts;
import com.exorlive.meeting.core.meeting.Appointments;
import com.exorlive.meeting.core.meeting.AuditFallback;
import com.exorlive.meeting.core.meeting.MeetingApi;
import com.exorlive.meeting.core.meeting.MeetingAssertionApi;
import com.exorlive.meeting.core.meeting.MeetingEvents;
import com.exorlive.meeting.core.meeting.Meetings;
import com.exorlive.meeting.core.meeting.ServiceApi;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.oidc.AccessTokenVerifier;
import com.exorlive.meeting.core.oidc.Clients;
import com.exorlive.meeting.core.oidc.IdentityAssertions;
import com.exorlive.meeting.core.oidc.OpenIdProvider;
import com.exorlive.meeting.core.oidc.SigningKeys;
import com.exorlive.meeting.core.oidc.Statements;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.partnerapi.PartnerDataApi;
import com.exorlive.meeting.core.pdsmode.PdsApi;
import com.exorlive.meeting.core.print.SheetPdf;
import com.exorlive.meeting.core.program.ProgramApi;
import com.exorlive.meeting.core.program.ProgramEventsApi;
import com.exorlive.meeting.core.program.ProgramListApi;
import com.exorlive.meeting.core.program.ProgramNews;
import com.exorlive.meeting.core.program.ProgramPdfApi;
import com.exorlive.meeting.core.program.Programs;
import com.exorlive.meeting.core.program.TemplateApi;
import com.exorlive.meeting.core.receipt.ReceiptApi;
import com.exorlive.meeting.core.report.LooksApi;
import com.exorlive.meeting.core.report.ReportApi;
import com.exorlive.meeting.core.seal.KeyRotation;
import com.exorlive.meeting.core.seal.MasterKey;
import com.exorlive.meeting.core.seal.Seals;
import com.exorlive.meeting.core.signin.PasswordChanges;
import com.exorlive.meeting.core.signin.Passwords;
import com.exorlive.meeting.core.signin.Pepper;
import com.exorlive.meeting.core.signin.SignIn;
import com.exorlive.meeting.core.training.TrainingApi;
import com.exorlive.meeting.core.training.TrainingLogApi;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole of core: opens its database, builds its parts, answers its paths. Thread-safe.
public final class Core implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BASIS_LASTS = Duration.ofHours(8);

    private final Database database;
    private final Seals seals;
    private final OpenIdProvider provider;
    private final SignIn signIn;
    private final MeetingEvents events;
    private final AuditKeeper keeper;
    private final NoticeParts notices;
    private final JumpOuts jumpOuts;
    private final HttpRoutes routes;
    private final ProgramNews programNews = new ProgramNews();
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("core-housekeeping").daemon().factory());

    /// Starts core.
    ///
    /// @throws CoreStartException if the settings or the database are not fit to start with
    public static Core open(CoreSettings settings, InstantSource clock) {
        var faults = settings.faults();
        if (!faults.isEmpty()) {
            throw new CoreStartException(String.join(" ", faults));
        }
        var database = openDatabase(settings);
        try {
            return new Core(settings, database, clock);
        } catch (CoreStartException e) {
            database.close();
            throw e;
        } catch (RuntimeException e) {
            database.close();
            throw new CoreStartException("Core could not start: " + e.getMessage(), e);
        }
    }

    private static Database openDatabase(CoreSettings settings) {
        var address = settings.database();
        try {
            return Database.open(address.url(), address.user(), address.password());
        } catch (RuntimeException e) {
            throw new CoreStartException(
                    "The database can't be opened. Is another process using it?", e);
        }
    }

    private Core(CoreSettings settings, Database database, InstantSource clock) {
        this.database = database;
        var pepper = new Pepper(settings.secrets().pepper());
        var passwords =
                new Passwords(pepper, Math.max(1, Runtime.getRuntime().availableProcessors()));
        refuseDemoAccounts(settings);
        // Both find a wrong secret before anything is written under it.
        var keys = SigningKeys.load(database, pepper, clock);
        seals = Seals.on(database, masterKey(settings.secrets(), pepper));
        database.run(seals::userNames);
        prepare(settings, passwords, clock);
        var origin = settings.publicOrigin();
        var limits = settings.limits();
        var audit = new AuditLog(clock, settings.audit().node());
        var buffer = new AuditBuffer(audit, clock);
        keeper =
                new AuditKeeper(
                        database,
                        clock,
                        "exorlive-core/" + origin.getRawAuthority(),
                        pepper.deriveKey("audit-key"),
                        buffer,
                        export(settings.audit()));
        signIn = new SignIn(database, passwords, pepper, audit, clock);
        var ends = new AccessEnds(clock);
        var passwordChanges = new PasswordChanges(database, passwords, pepper, audit, clock);
        provider =
                new OpenIdProvider(
                        origin,
                        new Clients(origin, settings.secrets().signaling()),
                        keys,
                        signIn,
                        passwordChanges,
                        database,
                        ends,
                        audit,
                        clock,
                        new OpenIdProvider.Limits(
                                new RateLimiter(limits.authorizations(), MINUTE),
                                new RateLimiter(limits.signIns(), MINUTE),
                                new RateLimiter(limits.tokens(), MINUTE)));
        var verifier = new AccessTokenVerifier(origin, keys, clock);
        var access = new Access(verifier, database, clock, new RateLimiter(limits.calls(), MINUTE));
        events = new MeetingEvents(database, audit, clock);
        notices = new NoticeParts(settings.notices(), origin, database, clock);
        var meetings =
                new Meetings(
                        database,
                        audit,
                        notices.queue(),
                        clock,
                        new AuditFallback(buffer, settings.audit().required()));
        var appointments = new Appointments(database, audit, notices.queue(), clock);
        var assertions =
                new MeetingAssertionApi(
                        meetings,
                        new IdentityAssertions(origin, keys, clock),
                        new RateLimiter(limits.assertions(), MINUTE));
        var builder = HttpRoutes.builder();
        provider.addTo(builder);
        assertions.addTo(builder, access);
        new MeApi(database).addTo(builder, access);
        new MyPasswordApi(passwordChanges, ends).addTo(builder, access);
        new UnitApi(database, audit).addTo(builder, access);
        new PeopleApi(database, audit, clock).addTo(builder, access);
        new PeopleChangeApi(database, audit, ends, origin, clock).addTo(builder, access);
        new OrganisationApi(database, audit).addTo(builder, access);
        new AccessEndsApi(database, ends).addTo(builder, access);
        new PartnerApi(database, audit, clock).addTo(builder, access);
        new PartnerDataApi(database, audit, clock)
                .addTo(
                        builder,
                        new PartnerAccess(
                                verifier,
                                database,
                                clock,
                                new RateLimiter(limits.partnerCalls(), MINUTE)));
        new ContactApi(database, audit, clock).addTo(builder, access);
        new ContactChanges(database, audit, clock).addTo(builder, access);
        new ContactSearchApi(database, audit, clock, BASIS_LASTS).addTo(builder, access);
        new ErasureApi(database, new KeyRotation(database, seals), audit, clock)
                .addTo(builder, access);
        new PdsApi(database, audit).addTo(builder, access);
        jumpOuts = new JumpOuts(database, audit, origin.toString(), BASIS_LASTS, clock);
        new JumpOutApi(jumpOuts).addTo(builder, access);
        new MeetingApi(meetings, appointments, database, clock).addTo(builder, access);
        new InvitationApi(meetings, database, clock, origin).addTo(builder, access);
        new ServiceApi(meetings, events, database, clock, settings.endWhen().wireName())
                .addTo(builder, access);
        addPrograms(builder, access, audit, pepper, clock);
        new ReportApi(database, audit, clock).addTo(builder, access);
        new LooksApi(database).addTo(builder, access);
        new ReceiptApi(database, audit, new Statements(keys)).addTo(builder, access);
        new OpenApiDocument().addTo(builder);
        routes = builder.build();
        keeper.start();
        var _ = housekeeping.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.MINUTES);
    }

    private static HeadExport export(CoreSettings.Audit settings) {
        var export = HeadExport.nowhere();
        if (settings.heads().isPresent()) {
            export = export.toDirectory(settings.heads().get());
        }
        return settings.headsWebhook().isPresent()
                ? export.toWebhook(settings.headsWebhook().get())
                : export;
    }

    private static MasterKey masterKey(CoreSettings.Secrets secrets, Pepper pepper) {
        return secrets.masterKey()
                .map(MasterKey::inFile)
                .orElseGet(() -> MasterKey.of(pepper.deriveKey("master-key")));
    }

    private void addPrograms(
            HttpRoutes.Builder builder,
            Access access,
            AuditLog audit,
            Pepper pepper,
            InstantSource clock) {
        var exercises = new Exercises(new Library());
        var programs = new Programs(database, audit, programNews, clock);
        new ProgramApi(programs, exercises).addTo(builder, access);
        new ProgramListApi(programs).addTo(builder, access);
        new ProgramEventsApi(programs, programNews).addTo(builder, access);
        new TemplateApi(programs).addTo(builder, access);
        new ExerciseApi(exercises, database, audit, clock).addTo(builder, access);
        new MediaApi(
                        exercises,
                        programs::shows,
                        pepper.deriveKey("exercise-media"),
                        database,
                        audit,
                        clock)
                .addTo(builder, access);
        new ProgramPdfApi(programs, new SheetPdf()).addTo(builder, access);
        new TrainingApi(database, audit, clock).addTo(builder, access);
        new TrainingLogApi(database, audit, programNews, clock).addTo(builder, access);
    }

    private void refuseDemoAccounts(CoreSettings settings) {
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
        events.forgetPresence();
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
        keeper.seal();
    }

    /// How the audit log is doing.
    public AuditStatus audit() {
        var status = keeper.status();
        return new AuditStatus(
                status.isSealing(),
                status.isExporting(),
                status.buffered(),
                status.lost(),
                status.lastHead());
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

    /// Throws away what has lapsed.
    void tidy() {
        try {
            events.purge();
            notices.purge();
            signIn.purge();
            provider.purge();
            jumpOuts.purge();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Housekeeping failed; it is tried again in a minute");
        }
    }

    @Override
    public void close() {
        housekeeping.shutdownNow();
        keeper.close();
        notices.close();
        programNews.close();
        database.close();
    }
}
