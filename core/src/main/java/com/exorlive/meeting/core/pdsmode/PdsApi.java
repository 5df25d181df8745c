package com.exorlive.meeting.core.pdsmode;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.util.Collection;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Turns an organisation's PDS mode on and off. On is refused while names are kept here: erase or
/// empty them first.
public final class PdsApi {
    private final Database database;
    private final AuditLog audit;
    private final Set<String> allowed;

    /// @param allowed the origins that the operator lets pages ask
    public PdsApi(Database database, AuditLog audit, Collection<String> allowed) {
        this.database = database;
        this.audit = audit;
        this.allowed = Set.copyOf(allowed);
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
        if (address != null && !PdsOrigin.isOne(address)) {
            throw new ProblemException(400, "bad-request");
        }
        var here = administrator.organisation();
        return database.inTransaction(
                handle -> {
                    var refused = address == null ? "" : refusal(handle, here, address);
                    audit.write(
                            handle,
                            new AuditLine(
                                    address == null ? "pds-off" : "pds-on",
                                    administrator.subject().value(),
                                    here.value(),
                                    refused.isEmpty() ? "ok" : refused));
                    if (!refused.isEmpty()) {
                        return Reply.problem(409, refused);
                    }
                    if (address == null) {
                        PdsStore.remove(handle, here);
                    } else {
                        PdsStore.put(handle, here, address);
                    }
                    return Reply.noContent();
                });
    }

    /// Empty if nothing is in the way. No page could ask an origin that the operator has not
    /// allowed: its policy names the others alone.
    private String refusal(Handle handle, OrganisationId here, String address) {
        if (!allowed.contains(address)) {
            return "pds-not-allowed";
        }
        return PdsStore.holdsPersonalData(handle, here) ? "personal-data-held" : "";
    }
}
