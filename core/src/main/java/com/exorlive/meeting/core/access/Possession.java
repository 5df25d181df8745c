package com.exorlive.meeting.core.access;

import com.exorlive.meeting.core.oidc.AccessTokenVerifier.Verified;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.dpop.DpopProofs;
import com.exorlive.meeting.edge.dpop.Judged;
import java.util.Optional;

/// Whether whoever shows a token has the key that it is bound to (RFC 9449 section 7). Thread-safe.
public final class Possession {
    private final DpopProofs proofs;

    public Possession(DpopProofs proofs) {
        this.proofs = proofs;
    }

    /// @return empty if the token is the caller's to use here
    Optional<Reply> refusal(HttpCall call, Verified token) {
        var shown = call.dpopToken();
        if (token.key().isEmpty()) {
            return shown.isEmpty() ? Optional.empty() : Optional.of(Access.unauthorized());
        }
        // RFC 9449 section 7.2: a bound token that is sent as a bearer token is refused.
        if (shown.isEmpty()) {
            return Optional.of(refused());
        }
        return switch (proofs.judge(call, shown)) {
            case Judged.Good good when isOf(token, good) && proofs.use(good) -> Optional.empty();
            case Judged.NeedsNonce(var nonce) -> Optional.of(untimely(nonce));
            case Judged.Good _, Judged.Bad _, Judged.None _ -> Optional.of(refused());
        };
    }

    private static boolean isOf(Verified token, Judged.Good proof) {
        return token.key().equals(proof.thumbprint());
    }

    private static Reply refused() {
        return Reply.problem(401, "proof-invalid")
                .header("WWW-Authenticate", challenge("invalid_dpop_proof"));
    }

    private static Reply untimely(String nonce) {
        return Reply.problem(401, "proof-untimely")
                .header("WWW-Authenticate", challenge("use_dpop_nonce"))
                .header(DpopProofs.NONCE_HEADER, nonce);
    }

    private static String challenge(String error) {
        return "DPoP error=\"" + error + "\", algs=\"" + DpopProofs.ALGORITHM + "\"";
    }
}
