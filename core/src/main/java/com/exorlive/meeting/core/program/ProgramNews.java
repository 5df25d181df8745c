package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.news.NewsWire;
import com.exorlive.meeting.core.person.Subject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who listens to which program in this process. Tells listeners that there is news; what it is,
/// they read from the database, so that nobody gets steps out of order or twice. What happens at
/// another process comes by the wire; if that fails, its steps are found when a listener looks by
/// itself. Thread-safe.
public final class ProgramNews {
    /// Pages of one person that listen at once. More lets one person hold more connections.
    private static final int MAX_PER_PERSON = 8;

    private static final String TOPIC = "program";

    private final Map<ProgramId, Set<ProgramListener>> listeners = new ConcurrentHashMap<>();
    private final NewsWire wire;

    /// @param wire to the pages that listen to other processes
    public ProgramNews(NewsWire wire) {
        this.wire = wire;
        wire.receive(
                TOPIC,
                new NewsWire.Receiver() {
                    @Override
                    public void onNews(String news) {
                        SignalCodec.read(news)
                                .ifPresent(told -> tellHere(told.program(), told.signal()));
                    }

                    @Override
                    public void onMissed() {
                        listeners.keySet().forEach(it -> tellHere(it, new Signal.Stepped()));
                    }
                });
    }

    /// Lets somebody listen.
    ///
    /// @return whether there was room
    synchronized boolean add(ProgramListener listener) {
        if (count(listener.subject()) >= MAX_PER_PERSON) {
            return false;
        }
        listeners
                .computeIfAbsent(listener.program(), _ -> ConcurrentHashMap.newKeySet())
                .add(listener);
        return true;
    }

    private long count(Subject subject) {
        return listeners.values().stream()
                .flatMap(Set::stream)
                .filter(it -> it.subject().equals(subject))
                .count();
    }

    synchronized void remove(ProgramListener listener) {
        listeners.computeIfPresent(
                listener.program(),
                (_, all) -> {
                    all.remove(listener);
                    return all.isEmpty() ? null : all;
                });
    }

    /// After the transaction that it tells of.
    public void tell(ProgramId program, Signal signal) {
        tellHere(program, signal);
        wire.send(TOPIC, SignalCodec.write(program, signal));
    }

    private void tellHere(ProgramId program, Signal signal) {
        listeners.getOrDefault(program, Set.of()).forEach(it -> it.offer(signal));
    }

    /// Ends all: the service stops.
    public void close() {
        listeners.values().forEach(all -> all.forEach(it -> it.offer(new Signal.Closing())));
    }

    /// What can happen to a program.
    public sealed interface Signal {
        /// There is a new version.
        record Stepped() implements Signal {}

        /// @param set as the API shows it
        record Trained(Object set) implements Signal {}

        record Copied(ProgramId copy) implements Signal {}

        record Deleted() implements Signal {}

        record Closing() implements Signal {}
    }
}
