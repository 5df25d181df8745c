package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.seal.BlindIndex;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The active search for contacts, one's own and others': by the beginnings of a name's words, in
/// any order, or by number.
public final class ContactSearch {
    /// Who gets more must type more: a search is for somebody, not for everybody.
    public static final int MAX_FOUND = 20;

    /// What words of one or two letters would narrow is looked through here; nobody else is opened
    /// than who is shown.
    private static final int MAX_OPENED = 200;

    private static final int MIN_LETTERS = 3;
    private static final int MAX_LENGTH = 100;
    private static final Pattern NUMBER = Pattern.compile("#?([0-9]{1,15})");

    private ContactSearch() {}

    /// What somebody typed, if it can be searched for.
    public sealed interface Query {
        record ByNumber(long number) implements Query {}

        record ByName(List<String> words) implements Query {
            public ByName {
                words = List.copyOf(words);
            }

            @Override
            public String toString() {
                return "ByName[redacted]";
            }
        }

        /// What the customer's own service has found by name (CO-18).
        record ByIds(List<ContactId> ids) implements Query {
            public ByIds {
                ids = List.copyOf(ids);
            }
        }

        /// @param ids with commas between
        static Optional<Query> ofIds(String ids) {
            var parsed =
                    Arrays.stream(ids.split(",", MAX_FOUND + 1)).map(ContactId::parse).toList();
            return parsed.size() > MAX_FOUND || parsed.stream().anyMatch(Optional::isEmpty)
                    ? Optional.empty()
                    : Optional.of(new ByIds(parsed.stream().flatMap(Optional::stream).toList()));
        }

        static Optional<Query> of(String typed) {
            if (typed.length() > MAX_LENGTH) {
                return Optional.empty();
            }
            var number = NUMBER.matcher(typed.strip());
            if (number.matches()) {
                return Optional.of(new ByNumber(Long.parseLong(number.group(1))));
            }
            var words = BlindIndex.words(typed);
            return words.stream().mapToInt(String::length).sum() < MIN_LETTERS
                    ? Optional.empty()
                    : Optional.of(new ByName(words));
        }
    }

    public record Found(List<Contact> contacts, boolean hasMore) {
        public Found {
            contacts = List.copyOf(contacts);
        }
    }

    /// Those whom this person may know of.
    public static Found find(Handle handle, Person viewer, Query query, Instant now) {
        return switch (query) {
            case Query.ByNumber(var number) ->
                    new Found(
                            ContactStore.withNumber(handle, viewer.organisation(), number).stream()
                                    .filter(it -> isKnown(handle, it, viewer, now))
                                    .toList(),
                            false);
            case Query.ByIds(var ids) ->
                    new Found(
                            ids.stream()
                                    .flatMap(
                                            it ->
                                                    ContactStore.find(
                                                            handle, viewer.organisation(), it)
                                                            .stream())
                                    .filter(it -> isKnown(handle, it, viewer, now))
                                    .toList(),
                            false);
            case Query.ByName(var words) -> byName(handle, viewer, words);
        };
    }

    private static boolean isKnown(Handle handle, Contact contact, Person viewer, Instant now) {
        return !(ContactAccess.of(handle, contact, viewer, now)
                instanceof ContactAccess.OutOfReach);
    }

    private static Found byName(Handle handle, Person viewer, List<String> words) {
        var reach = ContactAccess.reach(handle, viewer);
        var limit = BlindIndex.isExact(words) ? MAX_FOUND + 1 : MAX_OPENED;
        var ids = ContactWords.find(handle, viewer, reach, words, limit);
        var found =
                ContactStore.withIds(handle, viewer.organisation(), ids).stream()
                        .filter(contact -> BlindIndex.matches(contact.name(), words))
                        .toList();
        // The first by the order of finding, shown by name: one's own are not among who is left
        // out.
        var isFound = found.stream().map(it -> it.id().value()).collect(Collectors.toSet());
        var shown =
                ids.stream().filter(isFound::contains).limit(MAX_FOUND).collect(Collectors.toSet());
        return new Found(
                found.stream().filter(it -> shown.contains(it.id().value())).toList(),
                found.size() > MAX_FOUND || ids.size() == limit);
    }
}
