package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.SfuEvent.DownReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.kurento.client.ConnectionState;
import org.kurento.client.ConnectionStateChangedEvent;
import org.kurento.client.Continuation;
import org.kurento.client.DtlsConnectionStateChangeEvent;
import org.kurento.client.ErrorEvent;
import org.kurento.client.Event;
import org.kurento.client.EventListener;
import org.kurento.client.IceCandidateFoundEvent;
import org.kurento.client.IceComponentState;
import org.kurento.client.IceComponentStateChangedEvent;
import org.kurento.client.ListenerSubscription;
import org.kurento.client.MediaFlowInStateChangedEvent;
import org.kurento.client.MediaFlowOutStateChangedEvent;
import org.kurento.client.MediaFlowState;
import org.kurento.client.MediaState;
import org.kurento.client.MediaStateChangedEvent;
import org.kurento.client.MediaTranscodingState;
import org.kurento.client.MediaTranscodingStateChangedEvent;
import org.kurento.client.MediaType;
import org.kurento.client.WebRtcEndpoint;

/// Subscribes to everything that is said of one endpoint, all at once, and puts it into our words.
/// Events come on the client's thread, which must not wait.
final class EndpointListener {
    private final Consumer<EndpointEvent> out;
    private final List<CompletableFuture<ListenerSubscription>> subscriptions = new ArrayList<>();

    private interface Adding<E extends Event> {
        void add(EventListener<E> listener, Continuation<ListenerSubscription> done);
    }

    private EndpointListener(Consumer<EndpointEvent> out) {
        this.out = out;
    }

    /// Completes when Kurento has taken all subscriptions: only then may candidates be gathered.
    static CompletableFuture<Void> listen(WebRtcEndpoint endpoint, Consumer<EndpointEvent> out) {
        var own = new EndpointListener(out);
        own.<IceCandidateFoundEvent>on(endpoint::addIceCandidateFoundListener, own::found);
        own.<ConnectionStateChangedEvent>on(
                endpoint::addConnectionStateChangedListener, own::connection);
        own.<DtlsConnectionStateChangeEvent>on(
                endpoint::addDtlsConnectionStateChangeListener, own::dtls);
        own.<IceComponentStateChangedEvent>on(
                endpoint::addIceComponentStateChangedListener, own::ice);
        own.<MediaStateChangedEvent>on(endpoint::addMediaStateChangedListener, own::media);
        own.<MediaFlowInStateChangedEvent>on(
                endpoint::addMediaFlowInStateChangedListener,
                event -> flow(true, event.getMediaType(), event.getState()));
        own.<MediaFlowOutStateChangedEvent>on(
                endpoint::addMediaFlowOutStateChangedListener,
                event -> flow(false, event.getMediaType(), event.getState()));
        own.<MediaTranscodingStateChangedEvent>on(
                endpoint::addMediaTranscodingStateChangedListener, own::transcoding);
        own.<ErrorEvent>on(endpoint::addErrorListener, own::error);
        return CompletableFuture.allOf(own.subscriptions.toArray(CompletableFuture[]::new));
    }

    private <E extends Event> void on(
            Adding<E> adding, Function<E, Optional<EndpointEvent>> translation) {
        var done = new CompletableFuture<ListenerSubscription>();
        subscriptions.add(done);
        adding.add(
                event -> translation.apply(event).ifPresent(out),
                new Continuation<>() {
                    @Override
                    public void onSuccess(ListenerSubscription subscription) {
                        done.complete(subscription);
                    }

                    @Override
                    public void onError(Throwable cause) {
                        done.completeExceptionally(cause);
                    }
                });
    }

    private Optional<EndpointEvent> found(IceCandidateFoundEvent event) {
        var candidate = event.getCandidate();
        return Optional.of(
                new EndpointEvent.Found(candidate.getSdpMid(), candidate.getCandidate()));
    }

    private Optional<EndpointEvent> connection(ConnectionStateChangedEvent event) {
        return event.getNewState() == ConnectionState.CONNECTED
                ? Optional.of(new EndpointEvent.Up())
                : Optional.empty();
    }

    private Optional<EndpointEvent> dtls(DtlsConnectionStateChangeEvent event) {
        return switch (event.getState()) {
            case CONNECTED -> Optional.of(new EndpointEvent.Up());
            case CLOSED -> Optional.of(new EndpointEvent.Down(DownReason.CLOSED_BY_PEER));
            case FAILED -> Optional.of(new EndpointEvent.Down(DownReason.HANDSHAKE_FAILED));
            case NEW, CONNECTING -> Optional.empty();
        };
    }

    private Optional<EndpointEvent> ice(IceComponentStateChangedEvent event) {
        return event.getState() == IceComponentState.FAILED
                ? Optional.of(new EndpointEvent.Down(DownReason.CONSENT_LOST))
                : Optional.empty();
    }

    /// Comes about 20 s after a browser has vanished.
    private Optional<EndpointEvent> media(MediaStateChangedEvent event) {
        return event.getNewState() == MediaState.DISCONNECTED
                ? Optional.of(new EndpointEvent.Down(DownReason.CONSENT_LOST))
                : Optional.empty();
    }

    private static Optional<EndpointEvent> flow(
            boolean isInto, MediaType type, MediaFlowState state) {
        return switch (type) {
            case AUDIO, VIDEO ->
                    Optional.of(
                            new EndpointEvent.Flow(
                                    isInto,
                                    type == MediaType.VIDEO,
                                    state == MediaFlowState.FLOWING));
            case DATA -> Optional.empty();
        };
    }

    private Optional<EndpointEvent> transcoding(MediaTranscodingStateChangedEvent event) {
        return event.getState() == MediaTranscodingState.TRANSCODING
                ? Optional.of(new EndpointEvent.Fatal(FatalFault.TRANSCODING))
                : Optional.empty();
    }

    private Optional<EndpointEvent> error(ErrorEvent event) {
        var description = String.valueOf(event.getDescription());
        return Optional.of(
                description.contains("rtpvp8pay")
                        ? new EndpointEvent.Fatal(FatalFault.PAYLOAD)
                        : new EndpointEvent.OtherError());
    }
}
