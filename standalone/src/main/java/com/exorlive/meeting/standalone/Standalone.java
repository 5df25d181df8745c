package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.Core;
import com.exorlive.meeting.core.CoreStartException;
import com.exorlive.meeting.core.backup.BackupPlan;
import com.exorlive.meeting.core.backup.NightlyBackups;
import com.exorlive.meeting.core.demo.DemoAccount;
import com.exorlive.meeting.edge.AdminRoutes;
import com.exorlive.meeting.edge.Health;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.janus.JanusSfu;
import com.exorlive.meeting.sfucontrol.kurento.KurentoSfu;
import com.exorlive.meeting.sfucontrol.pool.SfuPool;
import com.exorlive.meeting.sfucontrol.remote.RemoteSfu;
import com.exorlive.meeting.signaling.Signaling;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything in one process: core, signaling, the embedded media server and the web client behind
/// one address, and the operator's endpoints behind another. Signaling speaks to core over HTTP
/// here too, by a loopback port of their own.
final class Standalone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Site site;
    private final boolean isDemo;
    private final boolean hasOrganisations;
    private final Signaling signaling;
    private final int adminPort;

    /// Starts the media server; tests put a dishonest one here.
    @FunctionalInterface
    interface MediaServer {
        EmbeddedSfu start(Wiring wiring) throws Exception;
    }

    private Standalone(Settings settings, boolean forPhones, MediaServer media) throws Exception {
        DataDirectory.prepare(settings.dataDir());
        isDemo = settings.isDemo();
        try {
            site = own(Site.bind(settings, forPhones));
            var inside =
                    own(bind("inside", new HttpServer.Address("127.0.0.1", 0, Optional.empty())));
            var wiring = new Wiring(settings, site.origin(), "http://127.0.0.1:" + inside.port());
            var core = own(Core.open(wiring.core(), InstantSource.system()));
            if (settings.nodes().isEmpty()) {
                // Elsewhere people may be in their meetings.
                core.startedWithSignaling();
            }
            inside.serve(core.handler());
            var metrics = new PrometheusRegistry();
            var sfu = own(mediaServers(settings, wiring, media, metrics));
            AuditMetrics.register(core, metrics);
            NoticeMetrics.register(core, metrics);
            SignInMetrics.register(core, metrics);
            hasOrganisations = core.hasOrganisations();
            var clock = InstantSource.system();
            startBackups(settings, metrics, clock);
            signaling = own(new Signaling(wiring.signaling(), sfu, metrics, clock));
            site.serve(all(core, signaling));
            adminPort = startAdmin(settings, health(core, signaling, sfu), metrics, sfu);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /// All of them, as one.
    private SfuPool mediaServers(
            Settings settings, Wiring wiring, MediaServer media, PrometheusRegistry metrics)
            throws Exception {
        var servers = new ArrayList<SfuPool.Server>();
        if (settings.media().embedded()) {
            var embedded = own(media.start(wiring));
            MediaMetrics.register(embedded, metrics);
            servers.add(new SfuPool.Server("embedded", embedded));
        }
        for (var remote : settings.media().remote()) {
            servers.add(new SfuPool.Server(remote.name(), own(RemoteSfu.start(remote))));
        }
        for (var janus : settings.media().janus()) {
            var address = janus.address().toString();
            servers.add(new SfuPool.Server(address, own(JanusSfu.start(janus))));
        }
        var kurentos = new LinkedHashMap<String, KurentoSfu>();
        for (var settingsOfOne : settings.media().kurento()) {
            var address = settingsOfOne.address().toString();
            kurentos.put(address, own(KurentoSfu.start(settingsOfOne)));
            servers.add(new SfuPool.Server(address, kurentos.get(address)));
        }
        KurentoMetrics.register(kurentos, metrics);
        var pool = new SfuPool(servers, InstantSource.system());
        for (var name : settings.media().draining()) {
            if (!pool.drain(name, true)) {
                throw new StartException(
                        "exorlive.media.draining: there is no media server " + name);
            }
        }
        PoolMetrics.register(pool, metrics);
        return pool;
    }

    /// Starts everything.
    ///
    /// @param forPhones makes a certificate and serves HTTPS on the network's address
    /// @throws StartException with one line that says what is in the way
    static Standalone start(Settings settings, boolean forPhones) {
        return start(settings, forPhones, Wiring::sfu);
    }

    static Standalone start(Settings settings, boolean forPhones, MediaServer media) {
        try {
            return new Standalone(settings, forPhones, media);
        } catch (StartException e) {
            throw e;
        } catch (CoreStartException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (Exception e) {
            throw new StartException("Could not start: " + e.getMessage(), e);
        }
    }

    private static Handler all(Core core, Signaling signaling) {
        var web = WebClient.packaged();
        return new Handler.Sequence(core.handler(), signaling.handler(), web);
    }

    private static Health health(Core core, Signaling signaling, SfuControl sfu) {
        return new Health(
                List.of(
                        new Health.Check("core", core::isReady),
                        new Health.Check("signaling", signaling::isReady),
                        new Health.Check("media", sfu::isReady)));
    }

    private void startBackups(Settings settings, PrometheusRegistry metrics, InstantSource clock) {
        if (settings.backup().at().isEmpty()) {
            LOG.atWarn().log("No backups are made by this process (exorlive.backup.at)");
            return;
        }
        var plan = new BackupPlan(settings.backup().at().get(), settings.backup().zone());
        var nightly = own(new NightlyBackups(Wiring.backups(settings), plan, clock));
        BackupMetrics.register(nightly, metrics);
        nightly.start();
    }

    private int startAdmin(
            Settings settings, Health health, PrometheusRegistry metrics, SfuPool pool)
            throws Exception {
        var address =
                new HttpServer.Address(
                        settings.admin().bind(), settings.admin().port(), Optional.empty());
        var admin = own(bind("admin", address));
        admin.serve(AdminRoutes.handler(health, metrics, new PoolRoutes(pool)::on));
        return admin.port();
    }

    /// @throws StartException that names the port if it is taken
    static HttpServer bind(String name, HttpServer.Address address) {
        try {
            return HttpServer.bind(name, address);
        } catch (IOException e) {
            throw new StartException(
                    "Port "
                            + address.port()
                            + " of "
                            + address.host()
                            + " can't be had ("
                            + name
                            + "): "
                            + e.getMessage(),
                    e);
        }
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    /// What people have in the address bar.
    String origin() {
        return site.origin();
    }

    String adminOrigin() {
        return "http://127.0.0.1:" + adminPort;
    }

    /// Empty outside demo mode.
    List<DemoAccount> demoAccounts() {
        return isDemo ? DemoAccount.ALL : List.of();
    }

    /// False when nobody at all can sign in yet.
    boolean hasOrganisations() {
        return hasOrganisations;
    }

    boolean isForPhones() {
        return site.isForPhones();
    }

    /// Sends everybody away in good order; their pages come back by themselves when we do.
    void drain(Duration window) throws InterruptedException {
        signaling.drain(window);
    }

    /// Stops everything, the newest part first. Goes on when a part fails to stop.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("A part did not stop");
            }
        }
    }
}
