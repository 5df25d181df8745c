package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.seal.PersonKey;
import com.exorlive.meeting.core.seal.Place;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Personal data as it is in the column `contact.personal`: one sealed JSON text for all of it, so
/// that a list of contacts costs one opening each. The version of the row is bound to it.
final class SealedPersonalData {
    private static final JsonMapper JSON = JsonMapper.shared();

    private SealedPersonalData() {}

    /// Null if there is nothing to seal.
    static @Nullable String seal(PersonKey key, Contact contact, int version) {
        var data = contact.personal();
        if (data.isEmpty()) {
            return null;
        }
        var json = JSON.createObjectNode();
        contact.name().ifPresent(it -> json.put("name", it));
        contact.birthDate().ifPresent(it -> json.put("birthDate", it.toString()));
        contact.phone().ifPresent(it -> json.put("phone", it));
        contact.email().ifPresent(it -> json.put("email", it));
        return key.seal(place(contact.id(), version), json.toString());
    }

    /// Nothing is known of somebody whose key was destroyed.
    static PersonalData open(Optional<PersonKey> key, Contact contact, Optional<String> sealed) {
        if (key.isEmpty() || sealed.isEmpty()) {
            return PersonalData.NONE;
        }
        var json =
                JSON.readTree(key.get().open(place(contact.id(), contact.version()), sealed.get()));
        var born = text(json, "birthDate");
        return new PersonalData(
                text(json, "name"),
                born == null ? null : LocalDate.parse(born),
                text(json, "phone"),
                text(json, "email"));
    }

    private static Place place(ContactId id, int version) {
        return new Place("contact", id.value(), "personal", version);
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.path(field).isString() ? json.path(field).stringValue() : null;
    }
}
