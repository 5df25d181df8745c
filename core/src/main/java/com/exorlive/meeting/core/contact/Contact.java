package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client's record at an organisation, kept by one instructor.
///
/// @param number what a contact without a name is called; 0 until it is stored
/// @param version counts the changes, so that none overwrites another unseen
/// @param isAtLeast16 what the instructor has made sure of; a date of birth says more
/// @param accountOrNull who signs in as this contact, or did until the account was withdrawn
public record Contact(
        ContactId id,
        OrganisationId organisation,
        Subject instructor,
        long number,
        int version,
        PersonalData personal,
        @Nullable Boolean isAtLeast16,
        @Nullable Account accountOrNull) {
    private static final int FIRST = 1;

    /// @param isActive whether the person may sign in
    public record Account(Subject subject, boolean isActive) {}

    /// A record of somebody of whom nothing is known yet.
    public static Contact nameless(ContactId id, OrganisationId organisation, Subject instructor) {
        return new Contact(id, organisation, instructor, 0, FIRST, PersonalData.NONE, null, null);
    }

    /// A record that says no more than who it is about and who keeps it.
    public static Contact of(
            ContactId id, OrganisationId organisation, Subject instructor, String name) {
        return nameless(id, organisation, instructor)
                .with(new PersonalData(name, null, null, null));
    }

    public Contact with(PersonalData data) {
        return new Contact(
                id, organisation, instructor, number, version, data, isAtLeast16, accountOrNull);
    }

    public Contact bornOn(LocalDate date) {
        return with(new PersonalData(personal.name(), date, personal.phone(), personal.email()));
    }

    public Contact withPhone(String phone) {
        return with(
                new PersonalData(personal.name(), personal.birthDate(), phone, personal.email()));
    }

    public Contact withAccount(Subject subject) {
        return new Contact(
                id,
                organisation,
                instructor,
                number,
                version,
                personal,
                isAtLeast16,
                new Account(subject, true));
    }

    /// The same, kept by somebody else from now on.
    public Contact keptBy(Subject colleague) {
        return new Contact(
                id, organisation, colleague, number, version, personal, isAtLeast16, accountOrNull);
    }

    /// @param answer null takes the answer back
    public Contact atLeast16(@Nullable Boolean answer) {
        return new Contact(
                id, organisation, instructor, number, version, personal, answer, accountOrNull);
    }

    public Optional<String> name() {
        return Optional.ofNullable(personal.name());
    }

    public Optional<LocalDate> birthDate() {
        return Optional.ofNullable(personal.birthDate());
    }

    /// By the date of birth where there is one, else by what the instructor has made sure of.
    public Age age(LocalDate today) {
        if (personal.birthDate() == null && isAtLeast16 != null) {
            return isAtLeast16 ? Age.AT_LEAST_16 : Age.UNDER_16;
        }
        return Age.on(today, personal.birthDate());
    }

    public Optional<String> phone() {
        return Optional.ofNullable(personal.phone());
    }

    public Optional<String> email() {
        return Optional.ofNullable(personal.email());
    }

    /// Whose account this contact's is, also while it is withdrawn.
    public Optional<Subject> account() {
        return Optional.ofNullable(accountOrNull).map(Account::subject);
    }

    /// Whether somebody may sign in as this contact now.
    public boolean hasAccount() {
        return accountOrNull != null && accountOrNull.isActive();
    }

    @Override
    public String toString() {
        return "Contact[" + id + "]";
    }
}
