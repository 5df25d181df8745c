package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.media.MediaSpec;
import com.exorlive.meeting.loadtests.network.NetworkSpec;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.time.Duration;
import java.util.List;

/// What a run is to do.
///
/// @param perSecond meetings begun in a second
/// @param settle how long after the last join until what counts begins
/// @param loops event loops of the generator
public record LoadPlan(
        double perSecond,
        Duration settle,
        Duration duration,
        MediaSpec media,
        NetworkSpec network,
        List<SrtpProfile> profiles,
        Churn churn,
        int loops,
        long seed) {
    public LoadPlan {
        profiles = List.copyOf(profiles);
        if (perSecond <= 0 || loops < 1 || duration.isNegative() || settle.isNegative()) {
            throw new IllegalArgumentException("rate, loops and times must be positive");
        }
    }
}
