package com.exorlive.meeting.core.jumpout;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The two steps of a jump-out: the record system's page posts its statement as a form, which
/// brings the browser to our page; that signs the person in, if need be, and shows the statement to
/// the API. In between the statement is in the fragment, which no server and no log ever sees.
public final class JumpOutApi {
    private static final Pattern COMPACT = Pattern.compile("token=([A-Za-z0-9_.-]{1,4096})");

    private final JumpOuts jumpOuts;

    public JumpOutApi(JumpOuts jumpOuts) {
        this.jumpOuts = jumpOuts;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.post("/core/jump-out", JumpOutApi::arrive)
                .post("/core/v1/jump-out", access.person(Permission.CHANGE_CONTACTS, this::open));
    }

    record Body(@Nullable String token) {
        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    record OpenedView(String contactId, boolean created) {}

    private static Reply arrive(HttpCall call) {
        var form = COMPACT.matcher(call.form());
        if (!form.matches()) {
            throw new ProblemException(400, "bad-request");
        }
        return Reply.redirect("/jump-out#token=" + form.group(1));
    }

    private Reply open(HttpCall call, Person instructor) {
        var token = call.json(Body.class).token();
        if (token == null || token.isBlank()) {
            throw new ProblemException(400, "bad-request");
        }
        return switch (jumpOuts.open(token, instructor)) {
            case JumpOuts.Outcome.Opened(var contact, var isNew) ->
                    Reply.json(isNew ? 201 : 200, new OpenedView(contact.value(), isNew));
            case JumpOuts.Outcome.Refused _ -> Reply.problem(403, "jump-out-refused");
        };
    }
}
