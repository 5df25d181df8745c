package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.seal.BlindIndex;
import com.exorlive.meeting.core.seal.Seals;
import com.exorlive.meeting.core.unit.UnitId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The table `contact_word`: what sealed names are found by.
final class ContactWords {
    private static final String OF_VIEWER =
            " and exists (select 1 from contact c where c.id = w0.contact_id"
                    + " and c.instructor = :viewer)";
    private static final String OF_UNITS =
            " and exists (select 1 from contact c join person p on p.subject = c.instructor"
                    + " where c.id = w0.contact_id and p.unit_id in (<units>))";

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

    /// Those who have, for each of the words, a word that begins so: the viewer's own first, then
    /// those whose instructor works in these units, each by id. May find a few more, whose words
    /// only seem so: who opens them sees it.
    static List<String> find(
            Handle handle, Person viewer, Set<UnitId> reach, List<String> words, int limit) {
        var organisation = viewer.organisation();
        BlindIndex index = Seals.of(handle).index(handle, organisation.value());
        var tokens = List.copyOf(index.tokensToFind(words));
        if (tokens.isEmpty()) {
            return List.of();
        }
        var found =
                new LinkedHashSet<>(
                        ids(handle, organisation, tokens, OF_VIEWER, limit)
                                .bind("viewer", viewer.subject().value())
                                .mapTo(String.class)
                                .list());
        if (found.size() < limit && !reach.isEmpty()) {
            // The own ones may come again among these.
            found.addAll(others(handle, organisation, reach, tokens, limit + found.size()));
        }
        return found.stream().limit(limit).toList();
    }

    private static List<String> others(
            Handle handle,
            OrganisationId organisation,
            Set<UnitId> reach,
            List<String> tokens,
            int limit) {
        // Who reaches the root reaches everybody: nobody's instructor has to be looked up.
        if (reach.contains(UnitId.rootOf(organisation))) {
            return ids(handle, organisation, tokens, "", limit).mapTo(String.class).list();
        }
        return ids(handle, organisation, tokens, OF_UNITS, limit)
                .bindList("units", reach.stream().map(UnitId::value).toList())
                .mapTo(String.class)
                .list();
    }

    /// By id, because the index has them so: a beginning that thousands share costs no more than
    /// the few that are taken.
    private static Query ids(
            Handle handle,
            OrganisationId organisation,
            List<String> tokens,
            String condition,
            int limit) {
        var sql = new StringBuilder("select w0.contact_id from contact_word w0");
        for (int i = 1; i < tokens.size(); i++) {
            sql.append(
                    (" join contact_word w%1$d on w%1$d.organisation_id = w0.organisation_id"
                                    + " and w%1$d.contact_id = w0.contact_id"
                                    + " and w%1$d.token = :token%1$d")
                            .formatted(i));
        }
        sql.append(" where w0.organisation_id = :organisation and w0.token = :token0")
                .append(condition)
                .append(" order by w0.contact_id limit :limit");
        var query =
                handle.createQuery(sql.toString())
                        .bind("organisation", organisation.value())
                        .bind("limit", limit);
        for (int i = 0; i < tokens.size(); i++) {
            query.bind("token" + i, tokens.get(i));
        }
        return query;
    }
}
