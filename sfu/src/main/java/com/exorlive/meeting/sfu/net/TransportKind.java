package com.exorlive.meeting.sfu.net;

import com.exorlive.meeting.sfu.net.linux.LinuxUdpSocket;
import io.netty.channel.epoll.Epoll;
import java.util.Locale;

/// The ways to a socket.
enum TransportKind {
    /// Linux: many datagrams a system call, nothing allocated for them.
    BATCHED,
    /// Anywhere: Netty over the JDK's channels.
    NIO;

    /// `batched` or `nio` chooses, for tests and for whoever meets a kernel that can't be trusted.
    static final String PROPERTY = "exorlive.sfu.transport";

    static TransportKind best() {
        String wanted = System.getProperty(PROPERTY, "").toLowerCase(Locale.ROOT);
        if (wanted.equals("nio")) {
            return NIO;
        }
        return Epoll.isAvailable() && LinuxUdpSocket.isAvailable() ? BATCHED : NIO;
    }
}
