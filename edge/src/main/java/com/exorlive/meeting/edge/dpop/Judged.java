package com.exorlive.meeting.edge.dpop;

import java.util.Optional;

/// What is to be thought of a request's proof.
public sealed interface Judged {
    /// @param thumbprint of the key that made it (RFC 7638)
    /// @param name under which its use is remembered
    record Good(String thumbprint, String name) implements Judged {}

    /// There is none.
    record None() implements Judged {}

    /// @param why for whoever writes a client; it says nothing that they did not send
    record Bad(String why) implements Judged {}

    /// It may be good, but its clock is not ours: it is to be made again with this nonce.
    record NeedsNonce(String nonce) implements Judged {}

    /// The key, if the proof is good.
    default Optional<String> key() {
        return this instanceof Good(var thumbprint, var _)
                ? Optional.of(thumbprint)
                : Optional.empty();
    }
}
