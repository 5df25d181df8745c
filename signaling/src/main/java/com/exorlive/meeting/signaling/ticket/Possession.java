package com.exorlive.meeting.signaling.ticket;

import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.dpop.DpopProofs;
import com.exorlive.meeting.edge.dpop.Judged;
import com.exorlive.meeting.signaling.token.SignedIn;
import java.util.Optional;
import java.util.function.Predicate;

/// Whether whoever shows a token has the key that it is bound to (RFC 9449 section 7): a token that
/// was stolen gets its thief no ticket. Thread-safe.
public final class Possession {
    private final DpopProofs proofs;
    private final Predicate<SignedIn> mustBeBound;

    /// @param mustBeBound whose token is not taken unless it is bound to a key
    public Possession(DpopProofs proofs, Predicate<SignedIn> mustBeBound) {
        this.proofs = proofs;
        this.mustBeBound = mustBeBound;
    }

    /// What is to be thought of it.
    sealed interface Shown {
        /// @param proof that is still to be used up
        record Owned(Judged.Good proof) implements Shown {}

        /// The token is anybody's who has it, and that is allowed.
        record Free() implements Shown {}

        record Refused(Reply reply) implements Shown {}
    }

    Shown judge(HttpCall call, String token, SignedIn who) {
        var isProven = call.dpopToken().isPresent();
        if (!who.isBound()) {
            return isProven || mustBeBound.test(who) ? refused("token-unbound") : new Shown.Free();
        }
        // RFC 9449 section 7.2: a bound token that is sent as a bearer token is refused.
        if (!isProven) {
            return refused("proof-invalid");
        }
        return switch (proofs.judge(call, Optional.of(token))) {
            case Judged.Good good when good.thumbprint().equals(who.key()) -> new Shown.Owned(good);
            case Judged.NeedsNonce(var nonce) -> new Shown.Refused(withNonce(nonce));
            case Judged.Good _, Judged.Bad _, Judged.None _ -> refused("proof-invalid");
        };
    }

    /// @return the refusal if the proof was used before
    Optional<Reply> use(Shown shown) {
        return shown instanceof Shown.Owned(var proof) && !proofs.use(proof)
                ? Optional.of(reply("proof-invalid"))
                : Optional.empty();
    }

    private static Shown refused(String code) {
        return new Shown.Refused(reply(code));
    }

    private static Reply reply(String code) {
        return Reply.problem(401, code)
                .header(
                        "WWW-Authenticate",
                        "DPoP error=\"invalid_dpop_proof\", algs=\"" + DpopProofs.ALGORITHM + "\"");
    }

    private static Reply withNonce(String nonce) {
        return Reply.problem(401, "proof-untimely")
                .header(
                        "WWW-Authenticate",
                        "DPoP error=\"use_dpop_nonce\", algs=\"" + DpopProofs.ALGORITHM + "\"")
                .header(DpopProofs.NONCE_HEADER, nonce);
    }
}
