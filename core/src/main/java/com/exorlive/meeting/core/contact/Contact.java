package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client's record at an organisation, kept by one instructor.
public final class Contact {
    private final ContactId id;
    private final OrganisationId organisation;
    private final Subject instructor;
    private final String name;
    private final @Nullable LocalDate birthDate;
    private final @Nullable String phone;
    private final @Nullable Subject account;

    Contact(
            ContactId id,
            OrganisationId organisation,
            Subject instructor,
            String name,
            @Nullable LocalDate birthDate,
            @Nullable String phone,
            @Nullable Subject account) {
        this.id = id;
        this.organisation = organisation;
        this.instructor = instructor;
        this.name = name;
        this.birthDate = birthDate;
        this.phone = phone;
        this.account = account;
    }

    /// A record that says no more than who it is about and who keeps it.
    public static Contact of(
            ContactId id, OrganisationId organisation, Subject instructor, String name) {
        return new Contact(id, organisation, instructor, name, null, null, null);
    }

    public Contact bornOn(LocalDate date) {
        return new Contact(id, organisation, instructor, name, date, phone, account);
    }

    public Contact withPhone(String number) {
        return new Contact(id, organisation, instructor, name, birthDate, number, account);
    }

    public Contact withAccount(Subject subject) {
        return new Contact(id, organisation, instructor, name, birthDate, phone, subject);
    }

    public ContactId id() {
        return id;
    }

    public OrganisationId organisation() {
        return organisation;
    }

    public Subject instructor() {
        return instructor;
    }

    public String name() {
        return name;
    }

    public Optional<LocalDate> birthDate() {
        return Optional.ofNullable(birthDate);
    }

    public Age age(LocalDate today) {
        return Age.on(today, birthDate);
    }

    public Optional<String> phone() {
        return Optional.ofNullable(phone);
    }

    /// Who signs in as this contact, if anybody does.
    public Optional<Subject> account() {
        return Optional.ofNullable(account);
    }

    @Override
    public String toString() {
        return "Contact[" + id + "]";
    }
}
