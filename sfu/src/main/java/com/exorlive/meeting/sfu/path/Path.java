package com.exorlive.meeting.sfu.path;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The way between somebody and us: their address, and which of ours they write to. A browser that
/// writes to two of ours has two of them, as in ICE (a candidate pair), and each is answered from
/// the address that it wrote to. Immutable.
public final class Path {
    private static final InetAddress ANY = new InetSocketAddress(0).getAddress();

    private final InetSocketAddress remote;
    private final InetAddress local;
    private final boolean hasLocal;
    private final int hash;

    private Path(InetSocketAddress remote, InetAddress local) {
        this.remote = remote;
        this.local = local;
        this.hasLocal = !local.isAnyLocalAddress();
        // Asked for with each packet.
        this.hash = 31 * remote.hashCode() + (hasLocal ? local.hashCode() : 0);
    }

    /// To an address, from whichever of ours the operating system takes: there is but one, or
    /// nobody knows.
    public static Path to(InetSocketAddress remote) {
        return new Path(remote, ANY);
    }

    /// Between an address and one of ours.
    public static Path between(InetSocketAddress remote, InetAddress local) {
        return new Path(remote, local);
    }

    public InetSocketAddress remote() {
        return remote;
    }

    /// Ours; a wildcard if the operating system is to choose.
    public InetAddress local() {
        return local;
    }

    /// Whether one of our addresses is meant, and no other will do.
    public boolean hasLocal() {
        return hasLocal;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Path path
                        && hash == path.hash
                        && hasLocal == path.hasLocal
                        && remote.equals(path.remote)
                        && (!hasLocal || local.equals(path.local)));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return hasLocal ? remote + " at " + local.getHostAddress() : remote.toString();
    }
}
