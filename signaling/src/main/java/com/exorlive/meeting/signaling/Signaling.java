package com.exorlive.meeting.signaling;

import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.signaling.admission.AccessEndsWatch;
import com.exorlive.meeting.signaling.admission.CoreAdmissions;
import com.exorlive.meeting.signaling.admission.CoreApi;
import com.exorlive.meeting.signaling.admission.CoreReports;
import com.exorlive.meeting.signaling.connection.Connections;
import com.exorlive.meeting.signaling.connection.SocketContext;
import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.outbound.BoundedHttp;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.MessageWriter;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import com.exorlive.meeting.signaling.registry.InMemoryRoomRegistry;
import com.exorlive.meeting.signaling.room.RoomPorts;
import com.exorlive.meeting.signaling.room.Rooms;
import com.exorlive.meeting.signaling.ticket.TicketRoutes;
import com.exorlive.meeting.signaling.ticket.Tickets;
import com.exorlive.meeting.signaling.token.AccessTokens;
import com.exorlive.meeting.signaling.token.IssuerKeys;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.server.Handler;

/// The signalling of one node: tickets over HTTP, then rooms with two seats over WebSockets.
/// Thread-safe.
public final class Signaling implements AutoCloseable {
    private static final String AUDIENCE = "exorlive-signaling";
    private static final String SCOPE = "meeting";
    private static final Duration JWKS_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CORE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(2);

    private final SfuControl media;
    private final BoundedHttp jwksHttp = new BoundedHttp(JWKS_TIMEOUT);
    private final BoundedHttp coreHttp = new BoundedHttp(CORE_TIMEOUT);
    private final IssuerKeys keys;
    private final InMemoryRoomRegistry registry;
    private final CoreReports reports;
    private final Rooms rooms;
    private final AccessEndsWatch accessEnds;
    private final Connections connections;
    private final Handler handler;

    /// Starts nothing that listens: that is the handler's, once it is mounted.
    ///
    /// @param media stays the caller's to close
    public Signaling(
            SignalingSettings settings,
            SfuControl media,
            PrometheusRegistry metricsRegistry,
            InstantSource clock) {
        this.media = media;
        var metrics = new SignalingMetrics(metricsRegistry);
        var secrets = new SecretSource();
        var core = settings.core();
        keys = new IssuerKeys(core.jwksUri(), jwksHttp, clock);
        var api =
                new CoreApi(
                        core.api(),
                        core.tokenUri(),
                        core.clientId(),
                        core.clientSecret(),
                        coreHttp,
                        clock);
        var data = settings.dataDirectory();
        registry = new InMemoryRoomRegistry(data.resolve("ended-meetings.log"), clock);
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
        var tickets = new Tickets(secrets, clock, limits.ticketLife());
        accessEnds =
                new AccessEndsWatch(
                        api,
                        AccessEndsWatch.PERIOD,
                        end -> {
                            tickets.revoke(end);
                            rooms.evict(end);
                        });
        connections = new Connections(rooms, tickets, metrics, clock, limits.ofSockets());
        var ticketRoutes =
                new TicketRoutes(
                        new AccessTokens(settings.issuer(), AUDIENCE, SCOPE, keys, clock),
                        new CoreAdmissions(api, settings.meetings().endWhen(), clock),
                        registry,
                        reports,
                        tickets,
                        new RateLimiter(limits.ticketsPerMinute(), MINUTE),
                        settings.origins(),
                        settings.webSocketUrl(),
                        metrics,
                        clock,
                        connections::isDraining);
        var sockets =
                SocketContext.handler(
                        connections,
                        settings.origins(),
                        new RateLimiter(limits.socketsPerMinute(), MINUTE));
        handler = new Handler.Sequence(ticketRoutes.routes(), sockets);
    }

    /// Answers `/api/meetings/{id}/ticket` and `/api/ws`; leaves other paths to the next.
    public Handler handler() {
        return handler;
    }

    /// Whether a new meeting could begin here now.
    public boolean isReady() {
        return !connections.isDraining() && media.isReady() && keys.areKnown();
    }

    /// Takes nobody new and sends everybody away within the window. Ends no meeting.
    public void drain(Duration window) throws InterruptedException {
        connections.drain(window);
        reports.flush(LAST_REPORTS);
    }

    /// Ends a meeting on an administrator's order. Nothing happens if it is not here.
    ///
    /// @throws IllegalArgumentException if it is no meeting id
    public void end(String meetingId) {
        rooms.end(new MeetingId(meetingId));
    }

    /// Lets go of everything at once. Ends no meeting.
    @Override
    public void close() {
        accessEnds.close();
        rooms.close();
        reports.close();
        registry.close();
        jwksHttp.close();
        coreHttp.close();
    }
}
