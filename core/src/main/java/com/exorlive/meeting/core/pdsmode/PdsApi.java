package com.exorlive.meeting.core.pdsmode;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Turns an organisation's PDS mode on and off. On is refused while names are kept here: erase or
/// empty them first.
public final class PdsApi {
    private static final int MAX_ADDRESS = 300;

    private final Database database;
    private final AuditLog audit;

    public PdsApi(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.route(
                "PUT",
                "/core/v1/organisation/pds",
                access.person(Permission.MANAGE_ORGANISATION, this::change));
    }

    record Body(@Nullable String address) {}

    private Reply change(HttpCall call, Person administrator) {
        var address = call.json(Body.class).address();
        if (address != null && !isOrigin(address)) {
            throw new ProblemException(400, "bad-request");
        }
        var here = administrator.organisation();
        return database.inTransaction(
                handle -> {
                    var isRefused = address != null && PdsStore.holdsPersonalData(handle, here);
                    audit.write(
                            handle,
                            new AuditLine(
                                    address == null ? "pds-off" : "pds-on",
                                    administrator.subject().value(),
                                    here.value(),
                                    isRefused ? "personal-data-held" : "ok"));
                    if (isRefused) {
                        return Reply.problem(409, "personal-data-held");
                    }
                    if (address == null) {
                        PdsStore.remove(handle, here);
                    } else {
                        PdsStore.put(handle, here, address);
                    }
                    return Reply.noContent();
                });
    }

    /// https, or http on the person's own machine.
    private static boolean isOrigin(String address) {
        try {
            var uri = URI.create(address);
            var isSecure = "https".equals(uri.getScheme());
            var isHere = "http".equals(uri.getScheme()) && "localhost".equals(uri.getHost());
            return address.length() <= MAX_ADDRESS
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && address.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                    && (isSecure || isHere);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
