package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.signin.PasswordChanges;
import com.exorlive.meeting.core.signin.PasswordChanges.Outcome;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import org.jspecify.annotations.Nullable;

/// `POST /oidc/password`: who has been invited sets a password.
final class PasswordEndpoint {
    private static final int MAX_CODE = 200;
    private static final int MAX_PASSWORD = 1_000;

    private final PasswordChanges changes;
    private final AccessEnds ends;

    PasswordEndpoint(PasswordChanges changes, AccessEnds ends) {
        this.changes = changes;
        this.ends = ends;
    }

    record Body(@Nullable String code, @Nullable String password) {
        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    record Answer(String username) {}

    Reply set(HttpCall call) {
        var body = call.json(Body.class);
        var code = text(body.code(), MAX_CODE);
        var password = text(body.password(), MAX_PASSWORD);
        return switch (changes.set(code, password, ends::everywhere)) {
            case Outcome.Done(var name) -> Reply.json(200, new Answer(name));
            case Outcome.Faulty(var fault) -> Reply.problem(400, fault.code());
            case Outcome.CodeUnknown _, Outcome.Wrong _ -> Reply.problem(404, "code-unknown");
            case Outcome.SlowDown(var rest) -> Reply.slowDown(rest);
        };
    }

    private static String text(@Nullable String value, int max) {
        if (value == null || value.isEmpty() || value.length() > max) {
            throw new ProblemException(400, "bad-request");
        }
        return value;
    }
}
