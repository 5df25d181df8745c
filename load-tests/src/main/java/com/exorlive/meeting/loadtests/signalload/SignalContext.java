package com.exorlive.meeting.loadtests.signalload;

import com.exorlive.meeting.loadtests.measure.ServerProcess;
import com.exorlive.meeting.loadtests.measure.ServerProcess.Usage;
import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.page.PageContext;
import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.people.PairOfPeople;
import com.exorlive.meeting.loadtests.people.Tickets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What all kinds of signalling load need. Thread-safe.
///
/// @param progress is told in words how it goes
public record SignalContext(
        Http http,
        PageContext pages,
        Tickets tickets,
        List<PairOfPeople> pairs,
        Timings timings,
        Optional<ServerProcess> server,
        Consumer<String> progress) {
    public SignalContext {
        pairs = List.copyOf(pairs);
    }

    Optional<Usage> usage() {
        return server.flatMap(ServerProcess::usage);
    }
}
