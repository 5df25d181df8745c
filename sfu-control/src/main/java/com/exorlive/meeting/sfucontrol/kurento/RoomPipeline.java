package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.kurento.KurentoLeg.Connection;
import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.kurento.client.MediaPipeline;
import org.kurento.client.WebRtcEndpoint;

/// The pipeline of one room at Kurento, tagged with whose it is, so that it can be found again.
/// Confined to its room's thread after `create`.
final class RoomPipeline {
    static final String NODE = "exorlive-node";
    static final String ROOM = "exorlive-room";

    private final KurentoSession session;
    private final KurentoSettings settings;
    private final MediaPipeline pipeline;

    private RoomPipeline(KurentoSession session, KurentoSettings settings, MediaPipeline pipeline) {
        this.session = session;
        this.settings = settings;
        this.pipeline = pipeline;
    }

    static RoomPipeline create(KurentoSession session, KurentoSettings settings, SfuRoomId room)
            throws ServerGoneException, KurentoRefusedException {
        var created = new ArrayList<MediaPipeline>();
        session.transact(
                "a pipeline",
                transaction -> {
                    var made = session.newPipeline(transaction);
                    made.addTag(transaction, NODE, settings.node());
                    made.addTag(transaction, ROOM, tag(room));
                    created.add(made);
                });
        return new RoomPipeline(
                session, settings, session.committed(created.getFirst(), MediaPipeline.class));
    }

    /// Operators of Kurento need not know which meeting it is.
    static String tag(SfuRoomId room) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(room.value().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    record Made(Purpose purpose, WebRtcEndpoint endpoint) {}

    /// Makes new endpoints that are connected to their partners both ways, with the bandwidth that
    /// must be set before anything is described, and releases the old ones.
    List<Made> replace(
            Collection<Connection> old,
            List<Purpose> purposes,
            Function<Purpose, Optional<Connection>> partner)
            throws ServerGoneException, KurentoRefusedException {
        var created = new ArrayList<Made>();
        session.transact(
                "endpoints",
                transaction -> {
                    for (var purpose : purposes) {
                        var endpoint = session.newEndpoint(pipeline, transaction);
                        partner.apply(purpose)
                                .ifPresent(
                                        other -> {
                                            endpoint.connect(transaction, other.endpoint);
                                            other.endpoint.connect(transaction, endpoint);
                                        });
                        created.add(new Made(purpose, endpoint));
                    }
                });
        release(old);
        var made = new ArrayList<Made>();
        for (var one : created) {
            var endpoint = session.committed(one.endpoint(), WebRtcEndpoint.class);
            made.add(new Made(one.purpose(), endpoint));
            // The library can't set anything in a transaction.
            session.run(
                    "bandwidth",
                    () -> {
                        endpoint.setMaxVideoSendBandwidth(settings.videoKbits());
                        endpoint.setMaxVideoRecvBandwidth(settings.videoKbits());
                    });
        }
        return made;
    }

    /// One by one: in a transaction the library releases everything twice, which is an error.
    void release(Collection<Connection> connections)
            throws ServerGoneException, KurentoRefusedException {
        for (var connection : connections) {
            try {
                session.run("an endpoint to go", connection.endpoint::release);
            } catch (KurentoRefusedException e) {
                if (!e.isAboutNothing()) {
                    throw e;
                }
            }
        }
    }

    /// With everything in it.
    void release() throws ServerGoneException, KurentoRefusedException {
        session.run("a pipeline to go", pipeline::release);
    }
}
