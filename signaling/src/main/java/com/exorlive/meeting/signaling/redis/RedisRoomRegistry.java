package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.token.Subject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registry of several nodes. Redis decides, in one script for each question, by its own clock;
/// the epoch of a room's owner goes with everything that the owner asks. Losing Redis, or what it
/// remembers, stops new meetings; it lets nobody in, ends nothing and brings nothing back.
/// Thread-safe.
public final class RedisRoomRegistry implements RoomRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRoomRegistry.class);

    /// How long after a loss of data the owners may write their rooms down again.
    private static final String GRACE_MILLIS = "30000";

    /// How long they wait with that for the tombstones of others.
    private static final String FIRST_MILLIS = "2000";

    private static final String LEASE_MILLIS = Long.toString(NodeLease.LIFE.toMillis());

    /// Subjects of one installation: 128 bits do not collide.
    private static final int SUBJECT_BYTES = 16;

    private final RedisStore store;
    private final NodeLease lease;
    private final Tombstones tombstones;
    private final RegistryMetrics metrics;
    private final LongSupplier nanos;
    private final History history;
    private final byte[] subjectKey;
    private final Map<MeetingId, Holding> holdings = new ConcurrentHashMap<>();

    private volatile Predicate<Neighbour> isUnreachable = _ -> false;
    private volatile LossListener listener = (_, _, _) -> {};

    RedisRoomRegistry(
            RedisStore store,
            NodeLease lease,
            Tombstones tombstones,
            SharedSecret secret,
            RegistryMetrics metrics,
            LongSupplier nanos) {
        this.store = store;
        this.lease = lease;
        this.tombstones = tombstones;
        this.metrics = metrics;
        this.nanos = nanos;
        this.history = new History(lease.incarnation(), nanos);
        this.subjectKey = secret.keyFor("subjects in the registry");
    }

    /// @param test whether a node's process does not even refuse to talk: see [Neighbour]
    void considerDead(Predicate<Neighbour> test) {
        isUnreachable = test;
    }

    @Override
    public void onLoss(LossListener told) {
        listener = told;
    }

    @Override
    public Place look(MeetingId meeting) {
        if (tombstones.contains(meeting)) {
            return new Place.Over();
        }
        var keys = Keys.of(meeting);
        var answer =
                store.run(
                        Script.LOOK,
                        keys.all(),
                        lease.name().value(),
                        millis(meeting),
                        GRACE_MILLIS,
                        LEASE_MILLIS);
        return switch (text(answer, 0)) {
            case "free" ->
                    holdings.containsKey(meeting) ? new Place.At(lease.name()) : new Place.Here();
            case "by" -> {
                var owner = new NodeName(text(answer, 1));
                yield suspect(owner).isPresent() ? new Place.Here() : new Place.At(owner);
            }
            case "over" -> new Place.Over();
            default -> throw remembersTooLittle();
        };
    }

    @Override
    public Claim claim(MeetingId meeting, Seat seat, Subject subject, RequestId request) {
        if (tombstones.contains(meeting)) {
            return new Claim.Over();
        }
        if (!lease.isFresh() || (lease.isDraining() && !holdings.containsKey(meeting))) {
            throw new RegistryUnavailableException("this node takes no new rooms now");
        }
        var pseudonym = pseudonym(subject);
        var claim = claim(meeting, seat, pseudonym, "");
        if (claim instanceof Claim.OwnedBy(var owner)) {
            var dead = suspect(owner);
            if (dead.isPresent()) {
                LOG.atWarn().addKeyValue("node", owner).log("Taking a room from a dead node");
                var suspect = owner.value() + "/" + dead.get().incarnation();
                claim = claim(meeting, seat, pseudonym, suspect);
            }
        }
        metrics.onClaim(claim.getClass().getSimpleName());
        return claim;
    }

    private Claim claim(MeetingId meeting, Seat seat, String pseudonym, String suspect) {
        var keys = Keys.of(meeting);
        var asked = nanos.getAsLong();
        var answer =
                store.run(
                        Script.CLAIM,
                        keys.all(),
                        lease.name().value(),
                        lease.incarnation(),
                        LEASE_MILLIS,
                        millis(meeting),
                        expiry(meeting),
                        suspect,
                        GRACE_MILLIS,
                        seat.name(),
                        seat.other().name(),
                        pseudonym);
        var epoch = answer.size() > 2 ? number(answer, 1) : 0;
        history.add("claim", meeting, epoch, "", text(answer, 0), asked);
        return switch (text(answer, 0)) {
            case "owned" -> owned(meeting, answer, asked);
            case "by" -> new Claim.OwnedBy(new NodeName(text(answer, 1)));
            case "taken" -> new Claim.Taken();
            case "over" -> new Claim.Over();
            default -> throw remembersTooLittle();
        };
    }

    private Claim owned(MeetingId meeting, List<Object> answer, long askedNanos) {
        long epoch = number(answer, 1);
        var holding =
                holdings.compute(
                        meeting,
                        (_, before) ->
                                before != null && before.epoch() == epoch
                                        ? before
                                        : new Holding(meeting, epoch, text(answer, 2), askedNanos));
        holding.onSeated(Seat.HOST, text(answer, 3));
        holding.onSeated(Seat.INVITEE, text(answer, 4));
        return new Claim.Owned(holding.claimEpoch());
    }

    private Optional<Neighbour> suspect(NodeName owner) {
        return lease.neighbour(owner)
                .filter(node -> lease.isSilent(node) && isUnreachable.test(node));
    }

    @Override
    public Admission admit(
            MeetingId meeting, long epoch, Seat seat, Subject subject, RequestId request) {
        if (tombstones.contains(meeting)) {
            return new Admission.Over();
        }
        var holding = holdings.get(meeting);
        if (holding == null || holding.claimEpoch() != epoch) {
            return new Admission.Fenced();
        }
        if (!lease.isFresh()) {
            throw new RegistryUnavailableException("this node lets nobody in now");
        }
        var asked = history.now();
        var pseudonym = pseudonym(subject);
        if (holding.isAnothers(seat, pseudonym)) {
            // Redis may have lost it, and been told again a moment later.
            return new Admission.Taken();
        }
        var keys = holding.keys();
        var answer =
                store.run(
                        Script.ADMIT,
                        keys.door(),
                        lease.name().value(),
                        lease.incarnation(),
                        Long.toString(holding.epoch()),
                        seat.name(),
                        seat.other().name(),
                        pseudonym,
                        request.value(),
                        LEASE_MILLIS);
        history.add("admit", meeting, holding.epoch(), pseudonym, text(answer, 0), asked);
        return switch (text(answer, 0)) {
            case "admitted" -> {
                holding.onSeated(seat, pseudonym);
                yield new Admission.Admitted(number(answer, 1));
            }
            case "taken" -> new Admission.Taken();
            case "over" -> new Admission.Over();
            case "wait" -> throw remembersTooLittle();
            default -> new Admission.Fenced();
        };
    }

    @Override
    public Burial end(MeetingId meeting, long epoch, boolean byPerson, RequestId request) {
        var asked = history.now();
        var holding = holdings.get(meeting);
        var epochNow = holding != null && holding.claimEpoch() == epoch ? holding.epoch() : epoch;
        var burial =
                byPerson ? tombstones.bury(meeting) : tombstones.buryIfOwned(meeting, epochNow);
        var what = byPerson ? "end" : "lapse";
        history.add(what, meeting, epochNow, "", burial.name(), asked);
        if (burial == Burial.BURIED) {
            holdings.remove(meeting);
        }
        return burial;
    }

    @Override
    public void release(MeetingId meeting, long epoch) {
        var holding = holdings.get(meeting);
        if (holding == null || holding.claimEpoch() != epoch) {
            return;
        }
        holdings.remove(meeting, holding);
        try {
            store.run(
                    Script.RELEASE,
                    List.of(holding.keys().room()),
                    lease.name().value(),
                    lease.incarnation(),
                    Long.toString(holding.epoch()));
        } catch (RegistryUnavailableException e) {
            LOG.atDebug().setCause(e).log("A room will be free when its lease ends");
        }
    }

    /// Renews the leases of all rooms, and lets go of those that are no longer this node's.
    void renewRooms() {
        var held = List.copyOf(holdings.values());
        var asked = nanos.getAsLong();
        var questions = held.stream().map(holding -> renewal(holding, asked)).toList();
        store.runAll(questions, (i, answer) -> onRenewed(held.get(i), answer, asked));
    }

    private RedisStore.Question renewal(Holding holding, long now) {
        var keys = holding.keys();
        var isUnbroken = holding.nanosSinceRenewal(now) < Neighbour.LATE.toNanos();
        return new RedisStore.Question(
                Script.RENEW,
                keys.all(),
                List.of(
                        lease.name().value(),
                        lease.incarnation(),
                        Long.toString(holding.epoch()),
                        LEASE_MILLIS,
                        expiry(holding.meeting()),
                        holding.bornAt(),
                        holding.subject(Seat.HOST),
                        holding.subject(Seat.INVITEE),
                        isUnbroken ? "1" : "0",
                        GRACE_MILLIS,
                        FIRST_MILLIS));
    }

    private void onRenewed(Holding holding, List<Object> answer, long asked) {
        switch (text(answer, 0)) {
            case "held" -> holding.onRenewed(number(answer, 1), asked);
            case "wait" -> {}
            default -> lose(holding, text(answer, 0).equals("over"));
        }
    }

    private void lose(Holding holding, boolean isOver) {
        if (holdings.remove(holding.meeting(), holding)) {
            LOG.atInfo()
                    .addKeyValue("meeting", holding.meeting())
                    .addKeyValue("isOver", isOver)
                    .log("A room is no longer this node's");
            metrics.onLost(isOver);
            listener.onLost(holding.meeting(), holding.claimEpoch(), isOver);
        }
    }

    int held() {
        return holdings.size();
    }

    /// Who somebody is, so that Redis can tell two apart and knows neither.
    private String pseudonym(Subject subject) {
        var text = subject.issuer().length() + " " + subject.issuer() + " " + subject.sub();
        var bytes = SharedSecret.hmac(subjectKey, text);
        var letters = Base64.getUrlEncoder().withoutPadding();
        return letters.encodeToString(java.util.Arrays.copyOf(bytes, SUBJECT_BYTES));
    }

    private static RegistryUnavailableException remembersTooLittle() {
        return new RegistryUnavailableException(
                "Redis has lost its data, or may have; the owners of rooms are writing it anew");
    }

    private static String millis(MeetingId meeting) {
        return Long.toString(meeting.notBefore().toEpochMilli());
    }

    /// An hour after the id has lapsed by itself, in seconds.
    private static String expiry(MeetingId meeting) {
        return Long.toString(meeting.notAfter().plusSeconds(3600).getEpochSecond());
    }

    private static String text(List<Object> answer, int index) {
        return String.valueOf(answer.get(index));
    }

    private static long number(List<Object> answer, int index) {
        return Long.parseLong(text(answer, index));
    }
}
