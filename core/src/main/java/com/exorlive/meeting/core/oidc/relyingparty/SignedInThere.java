package com.exorlive.meeting.core.oidc.relyingparty;

import com.exorlive.meeting.core.signin.Authentication;
import java.util.Optional;

/// What came of a sign-in at a provider.
public sealed interface SignedInThere {
    /// @param subject who it is there: with the issuer, and nothing else, an identity
    /// @param sid names the session there; empty if it has no name
    record Identified(String subject, Optional<String> sid, Authentication authentication)
            implements SignedInThere {
        @Override
        public String toString() {
            return "Identified[redacted]";
        }
    }

    /// Why it does not count here. The words are part of the published contract.
    enum Refused implements SignedInThere {
        /// Not an answer to what was asked, or not of whom it claims to be.
        ANSWER_WRONG("provider-answer-wrong"),
        /// The provider said no.
        REFUSED_THERE("provider-refused"),
        NOT_SURE_ENOUGH("level-too-low"),
        TOO_LONG_AGO("sign-in-too-old");

        private final String word;

        Refused(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
