package com.exorlive.meeting.sfu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import com.exorlive.meeting.sfu.path.Path;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/// Paths as C has them, both ways: the other's address as a `struct sockaddr`, and after it our own
/// in a control message. With a memory of fixed size: a path that is still in it costs no
/// allocation. A flood of strange addresses pushes the others out, which costs them an allocation,
/// never memory. Confined to its socket's thread.
final class SocketAddresses {
    /// Where the control message begins, and where its value.
    static final long CONTROL = 32;

    private static final long LOCAL = CONTROL + PacketInfo.DATA;

    /// Of a path as C has it.
    static final long SPACE = LOCAL + 3 * Long.BYTES;

    private static final int SIZE = 1 << 12;

    /// Places in the row of a hash. With one alone, two of a few hundred always shared it, and
    /// pushed each other out with each packet.
    private static final int WAYS = 8;

    /// A cache line: four words of the other's address, two or three of ours, and nothing.
    private static final int WORDS = 8;

    private static final int NAME_WORDS = 4;
    private static final int IPV4_LENGTH = 16;
    private static final int IPV6_LENGTH = 28;
    private static final int ADDRESS_IN_IPV6 = 8;
    private static final int SCOPE_IN_IPV6 = 24;
    private static final int MAPPED = 10;

    /// What strangers can't guess, so that they can't choose whom to push out.
    private final int salt = ThreadLocalRandom.current().nextInt() | 1;

    private final boolean isIpv6;
    private final PacketInfo info;
    private final int localWords;
    private final Memory received = new Memory();
    private final Memory sent = new Memory();

    /// Paths by their place, and beside them how C writes them.
    private final class Memory {
        final Path[] paths = new Path[SIZE];
        private final long[] words = new long[SIZE * WORDS];
        private int nextWay;

        /// Where in a row an address of C's is, or -1.
        int find(int row, MemorySegment segment, long offset) {
            for (int place = row; place < row + WAYS; place++) {
                if (holds(place, segment, offset)) {
                    return place;
                }
            }
            return -1;
        }

        private boolean holds(int place, MemorySegment segment, long offset) {
            int at = place * WORDS;
            return paths[place] != null
                    && words[at] == segment.get(JAVA_LONG, offset)
                    && words[at + 1] == segment.get(JAVA_LONG, offset + 8)
                    && words[at + 2] == segment.get(JAVA_LONG, offset + 16)
                    && words[at + 3] == segment.get(JAVA_LONG, offset + 24)
                    && words[at + 4] == segment.get(JAVA_LONG, offset + LOCAL)
                    && words[at + 5] == segment.get(JAVA_LONG, offset + LOCAL + 8)
                    && (!isIpv6 || words[at + 6] == segment.get(JAVA_LONG, offset + LOCAL + 16));
        }

        /// Where in a row a path is, or -1.
        int find(int row, Path path) {
            for (int place = row; place < row + WAYS; place++) {
                if (path.equals(paths[place])) {
                    return place;
                }
            }
            return -1;
        }

        void write(int place, MemorySegment segment, long offset) {
            int at = place * WORDS;
            for (int i = 0; i < NAME_WORDS; i++) {
                segment.set(JAVA_LONG, offset + 8L * i, words[at + i]);
            }
            if (paths[place].hasLocal()) {
                for (int i = 0; i < localWords; i++) {
                    segment.set(JAVA_LONG, offset + LOCAL + 8L * i, words[at + NAME_WORDS + i]);
                }
            }
        }

        void remember(int row, Path path, MemorySegment segment, long offset) {
            int place = row + nextWay;
            nextWay = (nextWay + 1) % WAYS;
            paths[place] = path;
            int at = place * WORDS;
            for (int i = 0; i < NAME_WORDS; i++) {
                words[at + i] = segment.get(JAVA_LONG, offset + 8L * i);
            }
            for (int i = 0; i < localWords; i++) {
                words[at + NAME_WORDS + i] = segment.get(JAVA_LONG, offset + LOCAL + 8L * i);
            }
        }
    }

    /// @param isIpv6 whether the socket is of the family AF_INET6, with IPv4 mapped into it
    SocketAddresses(boolean isIpv6) {
        this.isIpv6 = isIpv6;
        this.info = new PacketInfo(isIpv6);
        this.localWords = info.words();
    }

    int nameLength() {
        return nameLength(isIpv6);
    }

    /// Of a `struct sockaddr_in` or `sockaddr_in6`.
    static int nameLength(boolean isIpv6) {
        return isIpv6 ? IPV6_LENGTH : IPV4_LENGTH;
    }

    /// The path that C wrote there.
    Path read(MemorySegment names, long offset) {
        int row = row(hash(names, offset));
        int known = received.find(row, names, offset);
        if (known >= 0) {
            return received.paths[known];
        }
        Path fresh = Path.between(decode(names, offset), info.read(names, offset + CONTROL));
        received.remember(row, fresh, names, offset);
        return fresh;
    }

    /// Writes a path for C; nothing of our own address if it has none.
    ///
    /// @return false if this socket can't reach its family
    boolean write(Path path, MemorySegment names, long offset) {
        int row = row(path.hashCode());
        int known = sent.find(row, path);
        if (known >= 0) {
            sent.write(known, names, offset);
            return true;
        }
        if (!encode(path.remote(), names, offset)
                || (path.hasLocal() && !info.write(path.local(), names, offset + CONTROL))) {
            return false;
        }
        sent.remember(row, path, names, offset);
        return true;
    }

    private int row(int hash) {
        int mixed = hash * salt;
        return (mixed ^ (mixed >>> 15)) & (SIZE - WAYS);
    }

    private static int hash(MemorySegment names, long offset) {
        long mixed =
                names.get(JAVA_LONG, offset)
                        ^ Long.rotateLeft(names.get(JAVA_LONG, offset + 8), 13)
                        ^ Long.rotateLeft(names.get(JAVA_LONG, offset + 16), 29)
                        ^ Long.rotateLeft(names.get(JAVA_LONG, offset + LOCAL), 43)
                        ^ Long.rotateLeft(names.get(JAVA_LONG, offset + LOCAL + 8), 53);
        mixed *= 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32);
    }

    private InetSocketAddress decode(MemorySegment names, long offset) {
        int port = Short.toUnsignedInt(Short.reverseBytes(names.get(JAVA_SHORT, offset + 2)));
        var bytes = new byte[isIpv6 ? 16 : 4];
        long at = offset + (isIpv6 ? ADDRESS_IN_IPV6 : 4);
        MemorySegment.copy(names, JAVA_BYTE, at, bytes, 0, bytes.length);
        try {
            int scope = isIpv6 ? names.get(JAVA_INT, offset + SCOPE_IN_IPV6) : 0;
            // Of an IPv4 address in an IPv6 one Java makes an IPv4 one, which is what we want.
            InetAddress ip =
                    scope == 0
                            ? InetAddress.getByAddress(bytes)
                            : Inet6Address.getByAddress(null, bytes, scope);
            return new InetSocketAddress(ip, port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes", e);
        }
    }

    private boolean encode(InetSocketAddress address, MemorySegment names, long offset) {
        InetAddress ip = address.getAddress();
        if (ip == null || (!isIpv6 && !(ip instanceof Inet4Address))) {
            return false;
        }
        byte[] bytes = ip.getAddress();
        names.asSlice(offset, CONTROL).fill((byte) 0);
        int family = isIpv6 ? LibC.AF_INET6 : LibC.AF_INET;
        names.set(JAVA_SHORT, offset, (short) family);
        names.set(JAVA_SHORT, offset + 2, Short.reverseBytes((short) address.getPort()));
        long at = offset + (isIpv6 ? ADDRESS_IN_IPV6 : 4);
        if (isIpv6 && bytes.length == 4) {
            at = mapInto(names, at);
        }
        MemorySegment.copy(bytes, 0, names, JAVA_BYTE, at, bytes.length);
        if (ip instanceof Inet6Address inet6) {
            names.set(JAVA_INT, offset + SCOPE_IN_IPV6, inet6.getScopeId());
        }
        return true;
    }

    /// Begins an address of IPv4 in one of IPv6.
    ///
    /// @return where its four bytes go
    static long mapInto(MemorySegment segment, long at) {
        segment.set(JAVA_SHORT_UNALIGNED, at + MAPPED, (short) 0xFFFF);
        return at + MAPPED + 2;
    }
}
