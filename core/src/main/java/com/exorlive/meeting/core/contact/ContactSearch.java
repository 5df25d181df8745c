package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.organisation.OrganisationId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// The active search for contacts, one's own and others': by the beginning of a name, or by number.
public final class ContactSearch {
    /// Who gets more must type more: a search is for somebody, not for everybody.
    public static final int MAX_FOUND = 20;

    private static final int MIN_LETTERS = 3;
    private static final int MAX_LENGTH = 100;
    private static final Pattern NUMBER = Pattern.compile("#?[0-9]{1,15}");

    private ContactSearch() {}

    /// What somebody typed, if it can be searched for.
    public record Query(String text) {
        public static Optional<Query> of(String typed) {
            var text = typed.strip().toLowerCase(Locale.ROOT);
            var letters = text.codePoints().filter(Character::isLetterOrDigit).count();
            var isNumber = NUMBER.matcher(text).matches();
            return (isNumber || letters >= MIN_LETTERS) && text.length() <= MAX_LENGTH
                    ? Optional.of(new Query(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "Query[redacted]";
        }
    }

    public record Found(List<Contact> contacts, boolean hasMore) {}

    public static Found find(Handle handle, OrganisationId organisation, Query query) {
        if (NUMBER.matcher(query.text()).matches()) {
            var number = Long.parseLong(query.text().replace("#", ""));
            return new Found(
                    ContactStore.withNumber(handle, organisation, number).stream().toList(), false);
        }
        var beginning = query.text().replace("%", "").replace("_", "");
        var contacts = ContactStore.withNameLike(handle, organisation, beginning, MAX_FOUND + 1);
        return new Found(contacts.stream().limit(MAX_FOUND).toList(), contacts.size() > MAX_FOUND);
    }
}
