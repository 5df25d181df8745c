package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.seal.BlindIndex;
import com.exorlive.meeting.core.seal.Seals;
import com.exorlive.meeting.core.unit.UnitId;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The table `contact_word`: what sealed names are found by.
final class ContactWords {
    private ContactWords() {}

    /// What the contact is found by from now on.
    static void write(Handle handle, Contact contact) {
        handle.createUpdate("delete from contact_word where contact_id = :contact")
                .bind("contact", contact.id().value())
                .execute();
        if (contact.name().isEmpty()) {
            return;
        }
        var organisation = contact.organisation().value();
        var batch =
                handle.prepareBatch(
                        "insert into contact_word (organisation_id, token, contact_id)"
                                + " values (:organisation, :token, :contact)");
        for (var token :
                Seals.of(handle)
                        .index(handle, organisation)
                        .tokensOf(contact.name().orElseThrow())) {
            batch.bind("organisation", organisation)
                    .bind("token", token)
                    .bind("contact", contact.id().value())
                    .add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /// Those of these units who have, for each of the words, one that begins so. May find a few
    /// more, whose words only seem so: who opens them sees it.
    static List<String> find(
            Handle handle,
            OrganisationId organisation,
            Set<UnitId> reach,
            List<String> words,
            int limit) {
        BlindIndex index = Seals.of(handle).index(handle, organisation.value());
        var tokens = List.copyOf(index.tokensToFind(words));
        if (tokens.isEmpty() || reach.isEmpty()) {
            return List.of();
        }
        return handle.createQuery(
                        "select w.contact_id from contact_word w"
                                + " join contact c on c.id = w.contact_id"
                                + " join person p on p.subject = c.instructor"
                                + " where w.organisation_id = :organisation"
                                + " and w.token in (<tokens>) and p.unit_id in (<units>)"
                                + " group by w.contact_id having count(*) = :count"
                                + " limit :limit")
                .bind("organisation", organisation.value())
                .bindList("tokens", tokens)
                .bindList("units", reach.stream().map(UnitId::value).toList())
                .bind("count", tokens.size())
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }
}
