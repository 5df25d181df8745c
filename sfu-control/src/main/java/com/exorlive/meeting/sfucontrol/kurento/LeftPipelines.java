package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kurento.client.MediaPipeline;
import org.kurento.client.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pipelines that an earlier life of this node left at Kurento. They are adopted: people go on
/// seeing each other until their room is opened again, or until nobody has opened it for a while.
/// Thread-safe.
final class LeftPipelines {
    private static final Logger LOG = LoggerFactory.getLogger(LeftPipelines.class);

    private final KurentoSession session;
    private final Tally tally;
    private final long untilNanos;
    private final Map<String, List<MediaPipeline>> byRoom = new HashMap<>();

    private LeftPipelines(KurentoSession session, Tally tally, long untilNanos) {
        this.session = session;
        this.tally = tally;
        this.untilNanos = untilNanos;
    }

    /// Looks for them. Those of other nodes and of others' applications are let alone.
    static LeftPipelines find(
            KurentoSession session, KurentoSettings settings, Tally tally, long untilNanos)
            throws ServerGoneException, KurentoRefusedException {
        var left = new LeftPipelines(session, tally, untilNanos);
        for (var pipeline : session.pipelines()) {
            try {
                left.look(pipeline, settings.node());
            } catch (KurentoRefusedException e) {
                // Gone meanwhile.
                LOG.atDebug().setCause(e).log("A pipeline was not there any more");
            }
        }
        tally.adopted.add(left.byRoom.values().stream().mapToInt(List::size).sum());
        return left;
    }

    private void look(MediaPipeline pipeline, String node)
            throws ServerGoneException, KurentoRefusedException {
        var tags =
                session.ask("its tags", pipeline::getTags).stream()
                        .collect(Collectors.toMap(Tag::getKey, Tag::getValue, (_, last) -> last));
        if (node.equals(tags.get(RoomPipeline.NODE))) {
            byRoom.computeIfAbsent(tags.getOrDefault(RoomPipeline.ROOM, ""), _ -> new ArrayList<>())
                    .add(pipeline);
        } else {
            session.letGo(pipeline);
        }
    }

    /// The room is opened again: its people get new peer connections.
    void claim(SfuRoomId room) {
        release(take(RoomPipeline.tag(room)), false);
    }

    /// Releases what nobody has claimed in time.
    void onTick(long nowNanos) {
        if (nowNanos - untilNanos >= 0) {
            release(takeAll(), true);
        }
    }

    private synchronized List<MediaPipeline> take(String tag) {
        var found = byRoom.remove(tag);
        return found == null ? List.of() : found;
    }

    private synchronized List<MediaPipeline> takeAll() {
        var all = byRoom.values().stream().flatMap(List::stream).toList();
        byRoom.clear();
        return all;
    }

    private void release(List<MediaPipeline> pipelines, boolean isOrphan) {
        for (var pipeline : pipelines) {
            try {
                session.run("an old pipeline to go", pipeline::release);
                if (isOrphan) {
                    tally.orphans.increment();
                }
            } catch (ServerGoneException | KurentoRefusedException e) {
                LOG.atWarn().log("An old pipeline stays at Kurento: {}", e.getMessage());
            }
        }
    }
}
