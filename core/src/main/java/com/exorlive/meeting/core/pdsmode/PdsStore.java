package com.exorlive.meeting.core.pdsmode;

import com.exorlive.meeting.core.organisation.OrganisationId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `organisation_pds`: which organisations' persons are known here by number alone
/// (CO-18), and where in the customer's own network their browsers find the names.
public final class PdsStore {
    private PdsStore() {}

    /// Where the names are; empty if the organisation keeps them here.
    public static Optional<String> address(Handle handle, OrganisationId organisation) {
        return handle.createQuery(
                        "select address from organisation_pds where organisation_id = :id")
                .bind("id", organisation.value())
                .mapTo(String.class)
                .findOne();
    }

    public static void put(Handle handle, OrganisationId organisation, String address) {
        remove(handle, organisation);
        handle.createUpdate(
                        "insert into organisation_pds (organisation_id, address)"
                                + " values (:id, :address)")
                .bind("id", organisation.value())
                .bind("address", address)
                .execute();
    }

    public static void remove(Handle handle, OrganisationId organisation) {
        handle.createUpdate("delete from organisation_pds where organisation_id = :id")
                .bind("id", organisation.value())
                .execute();
    }

    /// Whether anything is kept here that tells who a contact is.
    static boolean holdsPersonalData(Handle handle, OrganisationId organisation) {
        return handle.createQuery(
                                "select count(*) from contact where organisation_id = :id"
                                        + " and personal is not null and erased_at is null")
                        .bind("id", organisation.value())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
