package com.exorlive.meeting.sfu.room;

import static com.exorlive.meeting.sfu.room.VirtualTime.MILLI;
import static com.exorlive.meeting.sfu.room.VirtualTime.SECOND;

import com.exorlive.meeting.sfu.path.Path;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import com.exorlive.meeting.sfu.sdp.AnswerReader;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Two browsers in a meeting, each behind a network of its own, and the room between them, in
/// virtual time. Signalling is a reliable way that is cut when the network is.
final class SimulatedCall {
    private static final List<String> BOTH = List.of("host", "invitee");

    final VirtualTime time = new VirtualTime();
    final RoomHarness server = new RoomHarness();
    final Map<String, SimulatedBrowser> browsers = new HashMap<>();
    final Map<String, VirtualLink> up = new HashMap<>();
    final Map<String, VirtualLink> down = new HashMap<>();
    final List<RoomEvent.Disconnected> lost = new ArrayList<>();
    final Random random;
    final Invariants invariants;
    int soundsLost;
    boolean arePagesWatching = true;

    private final Map<InetSocketAddress, SimulatedBrowser> owners = new HashMap<>();
    private final Map<InetSocketAddress, SimulatedBrowser> reachable = new HashMap<>();
    private SimulatedBrowser delivering;
    private int nextNumber = 1;
    private int nextPort = 1000;

    SimulatedCall(long seed) {
        random = new Random(seed);
        invariants = new Invariants(seed);
        server.wire = this::toBrowser;
        server.onEvent = this::onEvent;
        for (String who : BOTH) {
            up.put(who, link());
            down.put(who, link());
        }
        time.every(500 * MILLI, () -> server.room.onTick(time.nowNanos()));
        time.every(250 * MILLI, this::watch);
        BOTH.forEach(this::join);
        runSeconds(6);
    }

    /// A reload, a second device, or the first one.
    void join(String who) {
        SimulatedBrowser old = browsers.get(who);
        if (old != null) {
            old.isGone = true;
        }
        var holder = new SimulatedBrowser[1];
        var browser =
                new SimulatedBrowser(
                        who, nextNumber++, time, random, data -> toServer(holder[0], data));
        holder[0] = browser;
        browser.onSent = invariants::onSent;
        browser.onReceived = invariants::onReceived;
        browsers.put(who, browser);
        move(who);
        server.room.join(who);
    }

    SimulatedBrowser host() {
        return browsers.get("host");
    }

    SimulatedBrowser invitee() {
        return browsers.get("invitee");
    }

    /// Another address from now on, and the old one leads nowhere.
    void move(String who) {
        SimulatedBrowser browser = browsers.get(who);
        reachable.remove(browser.peer.address);
        browser.peer.address = SimulatedPeer.address(browser.peer.number, nextPort++);
        reachable.put(browser.peer.address, browser);
        owners.put(browser.peer.address, browser);
    }

    void cut(String who, boolean isDown) {
        up.get(who).isDown = isDown;
        down.get(who).isDown = isDown;
    }

    /// The page tells the server that its network changed.
    void restartIce(String who) {
        signal(who, 0, () -> server.room.restartIce(who, pcOf(who)));
    }

    /// Both stop or begin to send; all that is on its way arrives.
    void beQuiet(boolean isQuiet) {
        browsers.values().forEach(browser -> browser.isMute = isQuiet);
        if (isQuiet) {
            runSeconds(1);
        }
    }

    int soundsSent() {
        return browsers.values().stream().mapToInt(browser -> browser.soundsSent).sum();
    }

    int soundsHeard() {
        return browsers.values().stream().mapToInt(browser -> browser.soundsHeard).sum();
    }

    void runSeconds(double seconds) {
        time.run((long) (seconds * SECOND));
    }

    /// How long until both see a new picture from each other.
    long nanosUntilBothSee() {
        int host = host().shown.shown;
        int invitee = invitee().shown.shown;
        VideoReceiver atHost = host().shown;
        VideoReceiver atInvitee = invitee().shown;
        long start = time.nowNanos();
        while (time.nowNanos() - start < 20 * SECOND) {
            time.run(10 * MILLI);
            boolean hostSees =
                    host().shown != atHost ? host().shown.shown > 0 : atHost.shown > host;
            boolean inviteeSees =
                    invitee().shown != atInvitee
                            ? invitee().shown.shown > 0
                            : atInvitee.shown > invitee;
            if (hostSees && inviteeSees) {
                break;
            }
        }
        return time.nowNanos() - start;
    }

    private VirtualLink link() {
        var link = new VirtualLink(time, random);
        link.onLoss =
                data -> {
                    if (PacketKind.of(data, data.length) == PacketKind.RTP
                            && MediaBytes.type(data) == MediaBytes.AUDIO) {
                        soundsLost++;
                    }
                };
        return link;
    }

    /// Pages that hear nothing ask for new credentials.
    private void watch() {
        for (String who : BOTH) {
            if (arePagesWatching && !up.get(who).isDown && browsers.get(who).isWorried()) {
                restartIce(who);
            }
        }
    }

    private void toServer(SimulatedBrowser browser, byte[] data) {
        InetSocketAddress from = browser.peer.address;
        up.get(browser.who)
                .carry(
                        data,
                        () -> {
                            SfuCounters before = server.counters();
                            delivering = browser;
                            long now = time.nowNanos();
                            server.dispatcher.onDatagram(data, data.length, Path.to(from), now);
                            delivering = null;
                            PacketKind kind = PacketKind.of(data, data.length);
                            if (kind == PacketKind.RTP || kind == PacketKind.RTCP) {
                                invariants.onHandled(before, server.counters());
                            }
                        });
    }

    private void toBrowser(byte[] datagram, InetSocketAddress to) {
        SimulatedBrowser owner = owners.get(to);
        invariants.onFromServer(datagram, to, owner, delivering, seatedOpposite(delivering));
        down.get(owner.who)
                .carry(
                        datagram,
                        () -> {
                            if (reachable.get(to) == owner && !owner.isGone) {
                                owner.peer.onDatagram(datagram, time.nowNanos());
                            }
                        });
    }

    /// Who may get this browser's media: the other one, if this one still has its seat.
    private SimulatedBrowser seatedOpposite(SimulatedBrowser browser) {
        if (browser == null || browsers.get(browser.who) != browser) {
            return null;
        }
        return browsers.get(browser.who.equals("host") ? "invitee" : "host");
    }

    private void onEvent(RoomEvent event) {
        switch (event) {
            case RoomEvent.Offered(var who, var pc, var number, var sdp) -> {
                SimulatedBrowser browser = browsers.get(who);
                signal(who, 0, () -> answer(browser, pc, number, sdp));
            }
            case RoomEvent.Disconnected gone -> lost.add(gone);
            case RoomEvent.AnswerRefused _ -> throw new AssertionError("refused " + event);
            case RoomEvent.Connected _ -> {}
        }
    }

    private void answer(SimulatedBrowser browser, String pc, long number, String sdp) {
        if (!browser.isGone) {
            String answer = browser.peer.answer(sdp, time.nowNanos());
            signal(
                    browser.who,
                    0,
                    () -> server.room.answer(browser.who, pc, number, AnswerReader.read(answer)));
        }
    }

    /// Waits while the network is cut, and then for the socket to be opened anew.
    private void signal(String who, long waitedNanos, Runnable task) {
        if (up.get(who).isDown) {
            time.after(50 * MILLI, () -> signal(who, waitedNanos + 50 * MILLI, task));
            return;
        }
        long reconnecting = waitedNanos > 0 ? 300 * MILLI : 0;
        time.after(reconnecting + (30 + random.nextInt(60)) * MILLI, task);
    }

    private String pcOf(String who) {
        return server.events.stream()
                .filter(RoomEvent.Offered.class::isInstance)
                .map(RoomEvent.Offered.class::cast)
                .filter(offered -> offered.participant().equals(who))
                .reduce((_, last) -> last)
                .orElseThrow()
                .pc();
    }
}
