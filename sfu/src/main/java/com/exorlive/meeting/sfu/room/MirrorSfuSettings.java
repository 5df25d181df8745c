package com.exorlive.meeting.sfu.room;

import java.net.InetAddress;
import java.util.List;

/// Where the SFU listens and how browsers find it.
///
/// @param bindAddress wildcard for all; on a host with several addresses rather the one that
///     browsers use, because answers must leave from the address that was asked
/// @param port the first UDP port, 0 for any free one
/// @param loops how many ports, one event loop each, counted up from `port`; one carries hundreds
///     of calls
/// @param announcedAddresses what offers say, in order of preference; empty for what the host's
///     network interfaces say, which is wrong behind address translation
/// @param srtpLibrary whose AES-GCM; what there is if nothing is said
public record MirrorSfuSettings(
        InetAddress bindAddress,
        int port,
        int loops,
        List<InetAddress> announcedAddresses,
        SrtpLibrary srtpLibrary) {
    public MirrorSfuSettings {
        announcedAddresses = List.copyOf(announcedAddresses);
        if (loops < 1 || loops > 64) {
            throw new IllegalArgumentException("loops: 1 to 64");
        }
        if (port < 0 || port + loops - 1 > 65_535) {
            throw new IllegalArgumentException("port: 0 to 65535");
        }
    }

    public MirrorSfuSettings(
            InetAddress bindAddress, int port, int loops, List<InetAddress> announcedAddresses) {
        this(bindAddress, port, loops, announcedAddresses, SrtpLibrary.AUTO);
    }
}
