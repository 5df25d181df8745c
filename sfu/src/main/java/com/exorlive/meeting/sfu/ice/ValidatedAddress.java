package com.exorlive.meeting.sfu.ice;

import com.exorlive.meeting.sfu.limit.TokenBucket;
import com.exorlive.meeting.sfu.path.Path;

/// An address that passed a check, with its own allowance of further ones, so that a flood from
/// elsewhere can't use up the peer's. Confined to its event loop.
final class ValidatedAddress {
    /// Browsers send a check every 50 ms at worst, per candidate pair.
    private static final int CHECKS_PER_SECOND = 50;

    final Path address;
    final TokenBucket allowance = new TokenBucket(CHECKS_PER_SECOND, 2 * CHECKS_PER_SECOND);
    long lastCheckNanos;

    ValidatedAddress(Path address) {
        this.address = address;
    }
}
