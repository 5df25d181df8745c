package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /core/v1/access-ends?after=`: whose access has ended, for signaling, which asks every two
/// seconds and ends what runs there (S-11).
public final class AccessEndsApi {
    private final Database database;
    private final AccessEnds ends;

    public AccessEndsApi(Database database, AccessEnds ends) {
        this.database = database;
        this.ends = ends;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/access-ends", access.service(Permission.READ_ACCESS_ENDS, this::list));
    }

    /// @param subject empty if another issuer has named a session alone
    /// @param sid the sign-in that ended; null for all of the person's
    /// @param issuer where that sign-in was; null if here
    record EndView(long seq, String subject, @Nullable String sid, @Nullable String issuer) {
        static EndView of(AccessEnds.End end) {
            var subject = end.subject().map(Subject::value).orElse("");
            return end.there()
                    .map(it -> new EndView(end.seq(), subject, it.sid().orElse(null), it.issuer()))
                    .orElseGet(
                            () -> new EndView(end.seq(), subject, end.grant().orElse(null), null));
        }
    }

    record EndsView(List<EndView> ends) {}

    private Reply list(HttpCall call) {
        var after = call.query("after").map(AccessEndsApi::number).orElse(0L);
        var found = database.inTransaction(handle -> ends.since(handle, after));
        return Reply.json(200, new EndsView(found.stream().map(EndView::of).toList()));
    }

    private static long number(String text) {
        try {
            var number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below.
        }
        throw Asked.bad();
    }
}
