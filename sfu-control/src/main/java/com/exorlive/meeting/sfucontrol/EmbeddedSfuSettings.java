package com.exorlive.meeting.sfucontrol;

import java.net.InetAddress;
import java.util.List;

/// Where the embedded SFU listens and how browsers find it.
///
/// @param bindAddress wildcard for all; on a host with several addresses rather the one that
///     browsers use, because answers must leave from the address that was asked
/// @param port the first UDP port, 0 for any free one
/// @param loops how many ports, one event loop each, counted up from `port`
/// @param announcedAddresses what browsers are told, in order of preference; must be set behind
///     address translation; empty for what the host's network interfaces say
/// @param srtpLibrary whose AES-GCM decrypts and encrypts packets
public record EmbeddedSfuSettings(
        InetAddress bindAddress,
        int port,
        int loops,
        List<InetAddress> announcedAddresses,
        SrtpLibrary srtpLibrary) {
    private static final int PROCESSORS_PER_LOOP = 4;
    private static final int MAX_LOOPS = 64;

    public EmbeddedSfuSettings {
        announcedAddresses = List.copyOf(announcedAddresses);
    }

    public EmbeddedSfuSettings(
            InetAddress bindAddress, int port, int loops, List<InetAddress> announcedAddresses) {
        this(bindAddress, port, loops, announcedAddresses, SrtpLibrary.AUTO);
    }

    /// How many loops suit a machine that does nothing else: one carries hundreds of meetings, and
    /// signalling, handshakes and garbage collection want processors too.
    public static int loopsFor(int processors) {
        return Math.clamp(processors / PROCESSORS_PER_LOOP, 1, MAX_LOOPS);
    }

    /// Whose AES-GCM.
    public enum SrtpLibrary {
        /// OpenSSL 3 where the system has it, the JDK elsewhere.
        AUTO,
        JDK,
        OPENSSL
    }
}
