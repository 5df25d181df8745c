package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.load.LoadRun;
import com.exorlive.meeting.loadtests.load.Sample;
import com.exorlive.meeting.loadtests.measure.JvmMemory;
import com.exorlive.meeting.loadtests.measure.JvmMemory.Look;
import com.exorlive.meeting.loadtests.measure.ServerMetrics;
import com.exorlive.meeting.loadtests.people.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a meeting takes of the server's memory: it is looked at with few meetings and with many, up
/// and down twice, and the difference is divided. What is there without any meeting, and what was
/// made once for all, is in neither. Of the heap what is alive counts; outside of it what is
/// resident, on the first way up: the C library does not give back what it once had. As the
/// compiler's work of that time is in it too, that part is the most it can be. What the kernel
/// keeps for sockets is in none. Used once, by one thread.
final class MemoryPerMeeting {
    private static final int PARTS = 5;
    private static final String ROOMS = "exorlive_media_rooms";

    private final LoadRun run;
    private final JvmMemory memory;
    private final ServerMetrics numbers;
    private final List<Sample> samples = new ArrayList<>();

    MemoryPerMeeting(LoadRun run, JvmMemory memory, ServerMetrics numbers) {
        this.run = run;
        this.memory = memory;
        this.numbers = numbers;
    }

    /// Every second of it.
    List<Sample> samples() {
        return samples;
    }

    Map<String, Double> measure(int most) throws InterruptedException {
        int few = Math.max(1, most / PARTS);
        int apart = most - few;
        if (apart < 1) {
            throw new IllegalArgumentException("two numbers of meetings are needed: --meetings 2");
        }
        // Once there and back, so that the server has loaded, compiled and pooled what it needs.
        var looks = new ArrayList<Look>();
        for (int meetings : new int[] {few, most, few, most}) {
            looks.add(at(meetings));
        }
        var heaps = new ArrayList<Double>();
        for (int i = 1; i < looks.size(); i++) {
            double difference = looks.get(i).liveHeap() - looks.get(i - 1).liveHeap();
            heaps.add(Math.abs(difference) / apart);
        }
        heaps.sort(Double::compare);
        double heap = heaps.get(1);
        double outside =
                Math.max(0, looks.get(1).outsideHeap() - looks.get(0).outsideHeap()) / apart;
        var metrics = new TreeMap<String, Double>();
        metrics.put("server.memory_per_meeting", heap + outside);
        metrics.put("memory.heap_per_meeting", heap);
        metrics.put("memory.heap_per_meeting_least", heaps.getFirst());
        metrics.put("memory.heap_per_meeting_most", heaps.getLast());
        metrics.put("memory.outside_per_meeting", outside);
        metrics.put("memory.heap_of_all", looks.getLast().liveHeap());
        return metrics;
    }

    private Look at(int meetings) throws InterruptedException {
        samples.addAll(run.reach(meetings));
        var _ = numbers.readWhen(it -> it.getOrDefault(ROOMS, -1.0) == meetings);
        // The first collection may leave what waits for its finalizer.
        var _ = memory.liveHeap();
        return memory.look()
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        "jcmd", 0, "the server's memory can't be looked at"));
    }
}
