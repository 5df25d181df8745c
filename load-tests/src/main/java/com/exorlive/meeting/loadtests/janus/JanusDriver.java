package com.exorlive.meeting.loadtests.janus;

import com.exorlive.meeting.loadtests.load.Attendance;
import com.exorlive.meeting.loadtests.load.Generator;
import com.exorlive.meeting.loadtests.load.ServerDriver;
import com.exorlive.meeting.loadtests.people.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Meetings on the VideoRoom of Janus: a room for each, two peer connections for each participant.
/// Thread-safe.
public final class JanusDriver implements ServerDriver {
    /// Above what is sent, so that nobody is told to send less.
    private static final int BITRATE = 3_000_000;

    private final Generator generator;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JanusClient janus;
    private final InetAddress own;
    private final long control;
    private final Map<String, JanusRoom> rooms = new ConcurrentHashMap<>();

    private JanusDriver(Generator generator, URI address, String secret)
            throws InterruptedException {
        this.generator = generator;
        this.own = ownAddressTowards(address);
        this.janus = new JanusClient(http, address, secret, generator.timers());
        this.control = janus.attach();
    }

    /// @param address of its WebSocket, such as `ws://10.0.0.1:8188`
    /// @param secret of its API; empty if it has none
    public static ServerDriver.Factory at(URI address, String secret) {
        return generator -> new JanusDriver(generator, address, secret);
    }

    private static InetAddress ownAddressTowards(URI address) {
        try (var probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            return probe.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Attendance join(Person person, String meeting, boolean isHost, long seed)
            throws InterruptedException {
        if (isHost) {
            open(meeting);
        }
        var room = rooms.computeIfAbsent(meeting, JanusRoom::new);
        var participant = new JanusParticipant(generator, janus, room, own, isHost, seed);
        participant.publish();
        return participant;
    }

    private void open(String meeting) throws InterruptedException {
        var body = new LinkedHashMap<String, Object>();
        body.put("request", "create");
        body.put("room", meeting);
        body.put("permanent", false);
        body.put("is_private", true);
        body.put("secret", JanusRoom.SECRET);
        body.put("publishers", 2);
        body.put("require_e2ee", true);
        body.put("bitrate", BITRATE);
        body.put("fir_freq", 0);
        body.put("audiocodec", "opus");
        body.put("videocodec", "vp8");
        body.put("transport_wide_cc_ext", true);
        body.put("audiolevel_ext", false);
        body.put("record", false);
        janus.say(control, body);
    }

    @Override
    public void close() {
        janus.close();
        http.shutdownNow();
    }
}
