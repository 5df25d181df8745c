package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.CoreSettings;
import com.exorlive.meeting.core.backup.BackupKey;
import com.exorlive.meeting.core.backup.Backups;
import com.exorlive.meeting.core.backup.DatabaseLogin;
import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuSettings;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import com.exorlive.meeting.signaling.SignalingSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Says in each part's own words what the settings mean to it.
final class Wiring {
    private final Settings settings;
    private final String origin;
    private final String inside;
    private final String signalingSecret;
    private final String pepper;

    /// @param inside where signaling reaches core: a loopback port of their own
    Wiring(Settings settings, String origin, String inside) {
        this.settings = settings;
        this.origin = origin;
        this.inside = inside;
        var data = settings.dataDir();
        signalingSecret =
                settings.secrets()
                        .signalingClientSecret()
                        .orElseGet(() -> DemoSecrets.ensure(data.resolve("signaling.secret")));
        pepper =
                settings.secrets()
                        .passwordPepper()
                        .orElseGet(() -> DemoSecrets.ensure(data.resolve("pepper.secret")));
    }

    static CoreSettings.DatabaseAddress database(Settings settings) {
        var database = settings.database();
        var file = settings.dataDir().toAbsolutePath().resolve("core");
        return new CoreSettings.DatabaseAddress(
                database.url().orElse("jdbc:h2:file:" + file),
                database.user(),
                database.password());
    }

    static Path masterKey(Settings settings) {
        return settings.secrets()
                .masterKeyFile()
                .orElseGet(() -> settings.dataDir().resolve("master.key"));
    }

    static Backups backups(Settings settings) {
        var database = database(settings);
        var backup = settings.backup();
        var key =
                settings.secrets()
                        .backupKey()
                        .orElseGet(() -> DemoSecrets.ensure(backupKeyOfTheDemo(settings)));
        return new Backups(
                login(database.url(), database),
                backup.replicaUrl().map(url -> login(url, database)),
                backup.folder().orElse(settings.dataDir().resolve("backups")),
                new BackupKey(key),
                backup.keep());
    }

    private static DatabaseLogin login(String url, CoreSettings.DatabaseAddress database) {
        return new DatabaseLogin(url, database.user(), database.password());
    }

    private static Path backupKeyOfTheDemo(Settings settings) {
        if (!settings.isDemo()) {
            throw new StartException("exorlive.secrets.backup-key is not set");
        }
        return settings.dataDir().resolve("backup.secret");
    }

    CoreSettings core() {
        var limits = settings.limits();
        return new CoreSettings(
                        URI.create(origin),
                        database(settings),
                        settings.isDemo(),
                        new CoreSettings.Secrets(
                                pepper,
                                signalingSecret,
                                masterKey(settings),
                                settings.dataDir().resolve("erased.log")),
                        CoreSettings.EndWhen.valueOf(settings.meeting().endWhen().name()),
                        new CoreSettings.Limits(
                                limits.signIns(),
                                limits.authorizations(),
                                limits.tokens(),
                                limits.apiCalls(),
                                limits.assertions()),
                        new CoreSettings.LoadTest(
                                settings.loadTest().pairs(), settings.loadTest().contacts()),
                        audit())
                .with(settings.notices())
                .with(
                        new CoreSettings.Customers(
                                settings.customers().basisLasts(),
                                settings.customers().pdsOrigins(),
                                settings.customers().insideProviders(),
                                settings.tokens().others()));
    }

    private CoreSettings.Audit audit() {
        var audit = settings.audit();
        var heads = audit.headsDirectory().orElse(settings.dataDir().resolve("audit-heads"));
        return new CoreSettings.Audit(
                audit.node(), audit.required(), Optional.of(heads), audit.headsWebhook());
    }

    SignalingSettings signaling() {
        var meeting = settings.meeting();
        var core =
                new SignalingSettings.Core(
                        URI.create(inside + "/oidc/jwks"),
                        URI.create(inside + "/oidc/token"),
                        URI.create(inside + "/core/v1"),
                        "exorlive-signaling",
                        signalingSecret);
        return new SignalingSettings(
                Set.of(origin),
                origin.replaceFirst("^http", "ws") + "/api/ws",
                origin,
                core,
                settings.dataDir(),
                new SignalingSettings.Meetings(
                        meeting.maxLength(),
                        meeting.grace(),
                        SignalingSettings.EndsWhen.valueOf(meeting.endWhen().name())),
                SignalingSettings.Limits.defaults()
                        .withCounts(
                                settings.limits().tickets(),
                                settings.limits().sockets(),
                                settings.limits().waitingSocketsPerAddress(),
                                settings.limits().waitingSockets()),
                turn(),
                settings.nodes(),
                settings.tokens());
    }

    private SignalingSettings.Turn turn() {
        var turn = settings.turn();
        return new SignalingSettings.Turn(
                turn.urls(), turn.secret(), turn.credentialLife(), turn.relayOnly());
    }

    /// Starts the media server.
    EmbeddedSfu sfu() {
        return sfu(settings.media());
    }

    static EmbeddedSfu sfu(Settings.Media media) {
        try {
            return EmbeddedSfu.start(media(media), InstantSource.system());
        } catch (SfuUnavailableException e) {
            throw new StartException(
                    "the media server can't start at UDP port "
                            + media.port()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    EmbeddedSfuSettings media() {
        return media(settings.media());
    }

    private static EmbeddedSfuSettings media(Settings.Media media) {
        try {
            return new EmbeddedSfuSettings(
                    InetAddress.getByName(media.bind()),
                    media.port(),
                    media.loops() == 0
                            ? EmbeddedSfuSettings.loopsFor(
                                    Runtime.getRuntime().availableProcessors())
                            : media.loops(),
                    media.announced(),
                    media.srtpLibrary());
        } catch (UnknownHostException e) {
            throw new StartException("exorlive.media.bind is not an address of this machine", e);
        }
    }
}
