package com.exorlive.meeting.sfu.ice;

import com.exorlive.meeting.sfu.limit.TokenBucket;
import java.net.InetSocketAddress;

/// An address that passed a check, with its own allowance of further ones, so that a flood from
/// elsewhere can't use up the peer's. Confined to its event loop.
final class ValidatedAddress {
    /// Browsers send a check every 50 ms at worst, per candidate pair.
    private static final int CHECKS_PER_SECOND = 50;

    final InetSocketAddress address;
    final TokenBucket allowance = new TokenBucket(CHECKS_PER_SECOND, 2 * CHECKS_PER_SECOND);
    long lastCheckNanos;

    ValidatedAddress(InetSocketAddress address) {
        this.address = address;
    }
}
