package com.exorlive.meeting.signaling;

import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Turns;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.signaling.admission.AccessEndsWatch;
import com.exorlive.meeting.signaling.admission.CoreAdmissions;
import com.exorlive.meeting.signaling.admission.CoreApi;
import com.exorlive.meeting.signaling.admission.CoreReports;
import com.exorlive.meeting.signaling.connection.Connections;
import com.exorlive.meeting.signaling.connection.SocketContext;
import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.peer.Several;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.MessageWriter;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import com.exorlive.meeting.signaling.registry.InMemoryRoomRegistry;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Place;
import com.exorlive.meeting.signaling.room.Entrance;
import com.exorlive.meeting.signaling.room.LocalEntrance;
import com.exorlive.meeting.signaling.room.RoomPorts;
import com.exorlive.meeting.signaling.room.Rooms;
import com.exorlive.meeting.signaling.ticket.InMemoryTickets;
import com.exorlive.meeting.signaling.ticket.SocketUrls;
import com.exorlive.meeting.signaling.ticket.TicketRoutes;
import com.exorlive.meeting.signaling.ticket.Tickets;
import com.exorlive.meeting.signaling.token.IssuerKeys;
import com.exorlive.meeting.signaling.token.KeysAddress;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signalling of one node: tickets over HTTP, then rooms with two seats over WebSockets.
/// Thread-safe.
public final class Signaling implements AutoCloseable {
    private static final Duration JWKS_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CORE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(2);
    private static final Duration DRAIN_POLL = Duration.ofMillis(200);
    private static final long NO_EPOCH = -1;
    private static final Logger LOG = LoggerFactory.getLogger(Signaling.class);

    private final SfuControl media;
    private final BoundedHttp jwksHttp = new BoundedHttp(JWKS_TIMEOUT);
    private final BoundedHttp coreHttp = new BoundedHttp(CORE_TIMEOUT);
    private final IssuerKeys keys;
    private final SignalingSettings settings;
    private final Optional<Several> several;
    private final RoomRegistry registry;
    private final AutoCloseable registryFiles;
    private final CoreReports reports;
    private final Rooms rooms;
    private final AccessEndsWatch accessEnds;
    private final Connections connections;
    private final Handler handler;

    private volatile boolean isDraining;

    /// Starts nothing that listens: that is the handler's, once it is mounted.
    ///
    /// @param media stays the caller's to close
    public Signaling(
            SignalingSettings settings,
            SfuControl media,
            PrometheusRegistry metricsRegistry,
            InstantSource clock) {
        this.media = media;
        this.settings = settings;
        var metrics = new SignalingMetrics(metricsRegistry);
        var secrets = new SecretSource();
        var core = settings.core();
        keys = new IssuerKeys(KeysAddress.at(core.jwksUri()), jwksHttp, clock);
        var api =
                new CoreApi(
                        core.api(),
                        core.tokenUri(),
                        core.clientId(),
                        core.clientSecret(),
                        coreHttp,
                        clock);
        var data = settings.dataDirectory();
        var ended = data.resolve("ended-meetings.log");
        several = several(settings, ended, metricsRegistry, clock);
        if (several.isPresent()) {
            registry = several.get().registry();
            registryFiles = several.get();
        } else {
            var alone = new InMemoryRoomRegistry(ended, clock);
            registry = alone;
            registryFiles = alone;
        }
        reports = new CoreReports(api, data.resolve("unreported-endings.log"), metrics, clock);
        var ports =
                new RoomPorts(
                        media,
                        registry,
                        reports,
                        metrics,
                        new MessageWriter(),
                        secrets,
                        settings.timing(),
                        settings.meetings().maxLength(),
                        settings.turn().servers());
        rooms = new Rooms(ports, clock);
        var limits = settings.limits();
        var tickets = tickets(secrets, clock, limits.ticketLife());
        Entrance here = new LocalEntrance(rooms);
        var base = settings.webSocketUrl();
        SocketUrls alone = _ -> Optional.of(base);
        accessEnds =
                new AccessEndsWatch(
                        api,
                        settings.issuer(),
                        AccessEndsWatch.PERIOD,
                        end -> {
                            tickets.revoke(end);
                            rooms.evict(end);
                        });
        connections =
                new Connections(
                        several.map(group -> group.open(here)).orElse(here),
                        tickets,
                        metrics,
                        clock,
                        limits.ofSockets());
        var ticketRoutes =
                new TicketRoutes(
                        Doors.issuers(settings, keys, jwksHttp, clock),
                        Doors.possession(settings, several, clock),
                        new CoreAdmissions(
                                api,
                                Doors.reach(settings),
                                settings.meetings().endWhen(),
                                settings.meetings().maxLength(),
                                clock),
                        registry,
                        reports,
                        tickets,
                        turns("tickets", limits.ticketsPerMinute()),
                        settings.origins(),
                        several.map(group -> group.urls(base)).orElse(alone),
                        metrics,
                        clock,
                        connections::isDraining);
        var sockets =
                SocketContext.handler(
                        connections,
                        settings.origins(),
                        turns("sockets", limits.socketsPerMinute()));
        handler = new Handler.Sequence(ticketRoutes.routes(), sockets);
    }

    /// So many a minute, at all nodes together.
    private Turns turns(String what, int times) {
        return several.map(group -> group.node().turns(what, times, MINUTE))
                .orElseGet(() -> new RateLimiter(times, MINUTE));
    }

    private static Optional<Several> several(
            SignalingSettings settings,
            Path ended,
            PrometheusRegistry metricsRegistry,
            InstantSource clock) {
        return settings.nodes()
                .map(
                        nodes ->
                                new Several(
                                        nodes.membership(),
                                        ended,
                                        new RegistryMetrics(metricsRegistry),
                                        clock,
                                        System::nanoTime));
    }

    private Tickets tickets(SecretSource secrets, InstantSource clock, Duration life) {
        return several.map(group -> group.node().tickets(secrets, life))
                .orElseGet(() -> new InMemoryTickets(secrets, clock, life));
    }

    /// Answers `/api/meetings/{id}/ticket` and `/api/ws`; leaves other paths to the next.
    public Handler handler() {
        return handler;
    }

    /// Whether a new meeting could begin here now.
    public boolean isReady() {
        return !connections.isDraining()
                && !isDraining
                && media.isReady()
                && keys.areKnown()
                && several.map(Several::isReady).orElse(true);
    }

    /// Sends everybody away within the window, and ends no meeting. A node of several first takes
    /// no new room, and waits until its meetings are over, but not beyond the limit that is set;
    /// those that are left then go on at other nodes.
    public void drain(Duration window) throws InterruptedException {
        isDraining = true;
        if (several.isPresent()) {
            several.get().drain();
            awaitRooms(settings.nodes().map(SignalingSettings.Nodes::drainMax).orElse(window));
            rooms.handOver(window);
        }
        connections.drain(window);
        reports.flush(LAST_REPORTS);
    }

    private void awaitRooms(Duration longest) throws InterruptedException {
        LOG.atInfo().addKeyValue("rooms", rooms.running()).log("Draining");
        var left = longest.dividedBy(DRAIN_POLL);
        while (rooms.running() > 0 && left-- > 0) {
            Thread.sleep(DRAIN_POLL);
        }
    }

    /// Ends a meeting on an administrator's order, at whichever node its room is. Nothing happens
    /// if there is none.
    ///
    /// @throws IllegalArgumentException if it is no meeting id
    public void end(String meetingId) {
        var meeting = new MeetingId(meetingId);
        if (!rooms.end(meeting) && registry.look(meeting) instanceof Place.At) {
            registry.end(meeting, NO_EPOCH, true, RequestId.random());
        }
    }

    /// Lets go of everything at once. Ends no meeting.
    @Override
    public void close() {
        accessEnds.close();
        rooms.close();
        reports.close();
        try {
            registryFiles.close();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("The registry did not close");
        }
        jwksHttp.close();
        coreHttp.close();
    }
}
