package com.exorlive.meeting.sfucontrol.kurento.fake;

import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.kurento.fake.FakeObjects.Pipeline;
import com.exorlive.meeting.sfucontrol.kurento.fake.FakeObjects.Subscription;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/// A Kurento Media Server as the driver sees one: its JSON-RPC (`FakeCalls`), its sessions and
/// objects (`FakeObjects`), and media by the embedded media server. What it does is what was seen
/// of Kurento 7.3 or read in its source; it is not Kurento. Requests are worked on one after
/// another.
public final class FakeKurento implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final FakeObjects objects = new FakeObjects();
    private final FakeCalls calls;
    private final InetAddress address;
    private FakeWire wire;
    private int port;
    private volatile boolean isHanging;
    private volatile long delayMillis;

    /// Offers what Kurento's own configuration has, not ours.
    public volatile boolean hasAllCodecs;

    /// What comes in from one goes out to nobody, and nothing is said about it.
    public volatile boolean isStuck;

    /// What happens is told to nobody, as in the moments in which a connection is broken.
    public volatile boolean isMute;

    /// @param media does what is done with packets
    public FakeKurento(InetAddress address, int port, SfuControl media) {
        this.address = address;
        this.port = port;
        this.calls = new FakeCalls(this, objects, media);
        run();
    }

    /// Starts again after `kill`.
    public void run() {
        wire = new FakeWire(new InetSocketAddress(address, port), this::heard);
        port = wire.port();
    }

    public URI uri() {
        return URI.create("ws://" + address.getHostAddress() + ":" + port + "/kurento");
    }

    /// As by SIGKILL: nothing is left.
    public void kill() {
        wire.close();
        onWorker(objects::forget);
    }

    /// The control connections break; media go on.
    public void reset() {
        wire.reset();
    }

    /// The same, and Kurento has been started anew meanwhile.
    public void resetAndForget() {
        onWorker(objects::forget);
        wire.reset();
    }

    /// Takes requests and answers none.
    public void hang(boolean is) {
        isHanging = is;
    }

    public void delay(long millis) {
        delayMillis = millis;
    }

    /// The next time that this is asked for.
    public void refuse(String operation, int code) {
        calls.refuse(operation, code);
    }

    /// One period of the garbage collector: sessions without a connection go at the second.
    public void collectGarbage() {
        onWorker(objects::collectGarbage);
    }

    public int pipelineCount() {
        return objects.pipelines().size();
    }

    public int endpointCount() {
        return objects.endpoints().size();
    }

    public List<Map<String, String>> tags() {
        return objects.pipelines().stream().map(Pipeline::tags).map(Map::copyOf).toList();
    }

    /// A pipeline of somebody else's, held by a session of its own.
    public void addForeignPipeline(String node) {
        onWorker(() -> objects.newPipeline(objects.newSession(), Map.of("exorlive-node", node)));
    }

    /// What was asked, as words.
    public List<String> log() {
        return calls.log();
    }

    public boolean hasConnected() {
        return objects.endpoints().stream().anyMatch(FakeEndpoint::isConnected);
    }

    /// Something of an endpoint that is connected, whichever.
    public void raiseAtConnected(String type, Map<String, Object> data) {
        raiseAtConnected(type, data, 1);
    }

    /// As often, whatever becomes of the endpoint meanwhile.
    public void raiseAtConnected(String type, Map<String, Object> data, int times) {
        var endpoint =
                objects.endpoints().stream()
                        .filter(FakeEndpoint::isConnected)
                        .findFirst()
                        .orElseThrow();
        for (int i = 0; i < times; i++) {
            raise(endpoint, type, data);
        }
    }

    void raise(FakeEndpoint source, String type, Map<String, Object> data) {
        if (isHanging || isMute) {
            return;
        }
        for (var subscription : objects.subscriptions(source.id, type)) {
            objects.session(subscription.session())
                    .flatMap(FakeObjects.Session::channel)
                    .ifPresent(channel -> FakeWire.send(channel, event(subscription, data)));
        }
    }

    private static String event(Subscription subscription, Map<String, Object> data) {
        var all = new LinkedHashMap<String, Object>(data);
        all.put("source", subscription.object());
        all.put("tags", List.of());
        all.put("timestamp", "1");
        all.put("timestampMillis", "1000");
        all.putIfAbsent("type", subscription.type());
        var value =
                Map.of(
                        "data", all,
                        "object", subscription.object(),
                        "subscription", subscription.id(),
                        "type", subscription.type());
        return JSON.writeValueAsString(
                Map.of("jsonrpc", "2.0", "method", "onEvent", "params", Map.of("value", value)));
    }

    private void heard(Channel channel, String text) {
        if (isHanging) {
            return;
        }
        worker.execute(
                () -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
                    var answer = calls.answer(channel, JSON.readTree(text));
                    if (!isHanging) {
                        FakeWire.send(channel, JSON.writeValueAsString(answer));
                    }
                });
    }

    private void onWorker(Runnable what) {
        try {
            worker.submit(what).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        wire.close();
        onWorker(objects::forget);
        worker.shutdown();
    }
}
