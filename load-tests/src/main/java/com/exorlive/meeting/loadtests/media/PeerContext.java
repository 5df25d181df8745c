package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.network.NetworkSpec;
import com.exorlive.meeting.sfu.dtls.DtlsCertificate;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What all participants have in common. One certificate for all: the server looks at nothing but
/// its fingerprint, and making one for each would cost the generator more than it shows.
///
/// @param screenShares counts the participants
public record PeerContext(
        DtlsCertificate certificate,
        List<SrtpProfile> profiles,
        MediaSpec media,
        NetworkSpec network,
        Handshakes handshakes,
        AtomicLong screenShares) {
    public PeerContext {
        profiles = List.copyOf(profiles);
    }

    public PeerContext(
            DtlsCertificate certificate,
            List<SrtpProfile> profiles,
            MediaSpec media,
            NetworkSpec network,
            Handshakes handshakes) {
        this(certificate, profiles, media, network, handshakes, new AtomicLong());
    }

    /// Whether the next participant shares a screen: spread evenly, so that the share is exact.
    boolean nextSharesScreen() {
        long number = screenShares.getAndIncrement();
        double share = media.screenShare();
        return Math.floor((number + 1) * share) > Math.floor(number * share);
    }
}
