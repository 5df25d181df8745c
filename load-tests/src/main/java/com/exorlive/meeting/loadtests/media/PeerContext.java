package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.network.NetworkSpec;
import com.exorlive.meeting.sfu.dtls.DtlsCertificate;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.util.List;

/// What all participants have in common. One certificate for all: the server looks at nothing but
/// its fingerprint, and making one for each would cost the generator more than it shows.
public record PeerContext(
        DtlsCertificate certificate,
        List<SrtpProfile> profiles,
        MediaSpec media,
        NetworkSpec network,
        Handshakes handshakes) {
    public PeerContext {
        profiles = List.copyOf(profiles);
    }
}
