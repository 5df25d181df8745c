package com.exorlive.meeting.sfucontrol.kurento.fake;

import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A WebRtcEndpoint: negotiates once, gathers after that, and says what happens in the order in
/// which a real one was seen to say it, which is none. Guarded by its lock.
final class FakeEndpoint {
    private final FakeKurento kurento;
    private final ParticipantId name = new ParticipantId("e" + UUID.randomUUID());
    private final CompletableFuture<Description> offer = new CompletableFuture<>();
    private final Set<FakeEndpoint> partners = new HashSet<>();
    private FakePair pair;
    private Description current;
    private String answer = "";
    private volatile boolean isConnected;
    private boolean isReleased;
    final String id;

    FakeEndpoint(FakeKurento kurento, String id) {
        this.kurento = kurento;
        this.id = id;
    }

    ParticipantId name() {
        return name;
    }

    /// Media goes both ways as soon as one of the two ways is connected; the driver connects both.
    void connect(FakeEndpoint sink, SfuControl media) {
        partners.add(sink);
        sink.partners.add(this);
        if (sink.pair == null && pair == null) {
            pair = new FakePair(media);
            sink.pair = pair;
        } else if (pair == null) {
            pair = sink.pair;
        } else {
            sink.pair = pair;
        }
    }

    String generateOffer(SfuControl media) throws FakeFault {
        if (current != null) {
            throw new FakeFault(40208, "SDP_END_POINT_ALREADY_NEGOTIATED");
        }
        if (pair == null) {
            pair = new FakePair(media);
        }
        pair.join(this);
        try {
            current = offer.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        return FakeSdp.offer(current.sdp(), kurento.hasAllCodecs);
    }

    String processAnswer(String sdp) throws FakeFault {
        synchronized (this) {
            if (current == null) {
                throw new FakeFault(40209, "SDP_END_POINT_NOT_OFFER_GENERATED");
            }
            if (!answer.isEmpty()) {
                throw new FakeFault(40210, "SDP_END_POINT_ANSWER_ALREADY_PROCCESED");
            }
            if (sdp.isEmpty()) {
                throw new FakeFault(40201, "SDP_PARSE_ERROR");
            }
            if (!FakeSdp.midsByKind(sdp).equals(Map.of("audio", "audio0", "video", "video0"))) {
                throw new FakeFault(40206, "SDP_END_POINT_PROCESS_ANSWER_ERROR");
            }
            answer = sdp;
        }
        reply(current);
        return sdp;
    }

    void gather() throws FakeFault {
        if (current == null) {
            throw new FakeFault(40202, "SDP_END_POINT_NO_LOCAL_SDP_ERROR");
        }
        // Seen: done, before all are said.
        kurento.raise(this, "IceGatheringDone", Map.of());
        FakeSdp.candidates(current.sdp())
                .forEach(
                        line ->
                                kurento.raise(
                                        this,
                                        "IceCandidateFound",
                                        Map.of(
                                                "candidate",
                                                Map.of(
                                                        "__module__", "kurento",
                                                        "__type__", "IceCandidate",
                                                        "candidate", line,
                                                        "sdpMid", "audio0",
                                                        "sdpMLineIndex", 0))));
    }

    /// The embedded one offers again when the other comes and goes; Kurento never does, so the
    /// page's only answer is given once more.
    void offered(Description description) {
        if (!offer.complete(description)) {
            current = description;
            reply(description);
        }
    }

    private synchronized void reply(Description to) {
        if (!answer.isEmpty() && !isReleased) {
            pair.answer(this, to.pc(), to.negotiation(), FakeSdp.answer(to.sdp(), answer));
        }
    }

    void isUp() {
        isConnected = true;
        ice("READY");
        ice("CONNECTED");
        dtls("CONNECTING");
        dtls("NEW");
        dtls("CONNECTED");
        kurento.raise(
                this,
                "ConnectionStateChanged",
                Map.of("oldState", "DISCONNECTED", "newState", "CONNECTED"));
        kurento.raise(
                this,
                "MediaStateChanged",
                Map.of("oldState", "DISCONNECTED", "newState", "CONNECTED"));
        flow("Out", "AUDIO", true);
        for (var partner : Set.copyOf(partners)) {
            if (partner.isConnected && !kurento.isStuck) {
                flow("In", "AUDIO", true);
                partner.flow("In", "AUDIO", true);
            }
        }
    }

    void isDown(SfuEvent.DownReason why) {
        isConnected = false;
        switch (why) {
            case CLOSED_BY_PEER -> dtls("CLOSED");
            case HANDSHAKE_FAILED, FINGERPRINT_MISMATCH -> dtls("FAILED");
            case CONSENT_LOST -> {
                ice("FAILED");
                kurento.raise(
                        this,
                        "MediaStateChanged",
                        Map.of("oldState", "CONNECTED", "newState", "DISCONNECTED"));
            }
        }
        flow("Out", "AUDIO", false);
    }

    void refused(SfuEvent.RefusalReason why) {
        // What a real one does with an answer that it can't use.
        kurento.raise(
                this,
                "Error",
                Map.of("description", "answer: " + why, "errorCode", 40206, "type", "ERROR"));
        dtls("FAILED");
    }

    boolean isConnected() {
        return isConnected;
    }

    PcId pc() {
        return current.pc();
    }

    private void ice(String state) {
        kurento.raise(
                this,
                "IceComponentStateChanged",
                Map.of("streamId", 1, "componentId", 1, "state", state));
    }

    private void dtls(String state) {
        kurento.raise(
                this,
                "DtlsConnectionStateChange",
                Map.of(
                        "streamId", "1",
                        "componentId", "1",
                        "connectionId", "bundle",
                        "state", state));
    }

    void flow(String direction, String kind, boolean is) {
        kurento.raise(
                this,
                "MediaFlow" + direction + "StateChanged",
                Map.of(
                        "state",
                        is ? "FLOWING" : "NOT_FLOWING",
                        "padName",
                        "default",
                        "mediaType",
                        kind));
    }

    void release() {
        synchronized (this) {
            isReleased = true;
        }
        partners.forEach(partner -> partner.partners.remove(this));
        if (pair != null && current != null) {
            pair.leave(this);
        }
    }
}
