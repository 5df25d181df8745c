package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.signin.PasswordChanges;
import com.exorlive.meeting.core.signin.PasswordChanges.Outcome;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import org.jspecify.annotations.Nullable;

/// `POST /core/v1/me/password`: changing one's own. The sign-in that asks goes on, all others end.
public final class MyPasswordApi {
    private static final int MAX_PASSWORD = 1_000;

    private final PasswordChanges changes;
    private final AccessEnds ends;

    public MyPasswordApi(PasswordChanges changes, AccessEnds ends) {
        this.changes = changes;
        this.ends = ends;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.post("/core/v1/me/password", access.ofGrant(Permission.READ_ME, this::change));
    }

    record Body(@Nullable String current, @Nullable String password) {
        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    private Reply change(HttpCall call, Person person, String grant) {
        var body = call.json(Body.class);
        var current = text(body.current());
        var password = text(body.password());
        var outcome =
                changes.change(
                        person.subject(),
                        current,
                        password,
                        (handle, subject) -> ends.everywhereBut(handle, subject, grant));
        return switch (outcome) {
            case Outcome.Done _ -> Reply.noContent();
            case Outcome.Faulty(var fault) -> Reply.problem(400, fault.code());
            case Outcome.Wrong _, Outcome.CodeUnknown _ -> Reply.problem(403, "password-wrong");
            case Outcome.SlowDown(var rest) -> Reply.slowDown(rest);
        };
    }

    private static String text(@Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_PASSWORD) {
            throw new ProblemException(400, "bad-request");
        }
        return value;
    }
}
