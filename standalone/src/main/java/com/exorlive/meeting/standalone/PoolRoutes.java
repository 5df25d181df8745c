package com.exorlive.meeting.standalone;

import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.sfucontrol.pool.SfuPool;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where an operator sees the media servers, and has one take no more rooms until the next start.
final class PoolRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(PoolRoutes.class);

    private final SfuPool pool;

    PoolRoutes(SfuPool pool) {
        this.pool = pool;
    }

    /// Neither method of `draining` can be had by a page of another origin without being asked for
    /// first, which is never answered.
    HttpRoutes.Builder on(HttpRoutes.Builder routes) {
        return routes.get("/media-servers", _ -> look())
                .route("PUT", "/media-servers/draining", call -> drain(call, true))
                .route("DELETE", "/media-servers/draining", call -> drain(call, false));
    }

    private Reply drain(HttpCall call, boolean isDraining) {
        var name = call.query("server").orElse("");
        if (!pool.drain(name, isDraining)) {
            return Reply.problem(404, "unknown-media-server");
        }
        LOG.atInfo()
                .addKeyValue("server", name)
                .addKeyValue("isDraining", isDraining)
                .log("Told by an operator");
        return look();
    }

    private Reply look() {
        return Reply.json(
                200, Map.of("servers", pool.look().stream().map(PoolRoutes::of).toList()));
    }

    private static Map<String, Object> of(SfuPool.Look server) {
        return Map.of(
                "name", server.name(),
                "ready", server.isReady(),
                "draining", server.isDraining(),
                "rooms", server.rooms(),
                "otherRooms", server.otherRooms(),
                "lostRooms", server.lost());
    }
}
