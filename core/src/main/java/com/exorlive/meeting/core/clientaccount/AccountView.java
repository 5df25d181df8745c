package com.exorlive.meeting.core.clientaccount;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.signin.PasswordInvitations;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The account of a contact as its record shows it.
///
/// @param username with which the client signs in
/// @param state `invited` (no password yet), `ready` or `withdrawn`
/// @param codeUntil until when the last code sets a password, if it is still good
public record AccountView(String username, String state, @Nullable Instant codeUntil) {
    public static Optional<AccountView> of(Handle handle, Contact contact, Instant now) {
        return contact.account()
                .map(
                        subject ->
                                new AccountView(
                                        username(handle, subject),
                                        state(handle, contact, subject),
                                        PasswordInvitations.until(handle, subject, now)
                                                .orElse(null)));
    }

    private static String state(Handle handle, Contact contact, Subject subject) {
        if (!contact.hasAccount()) {
            return "withdrawn";
        }
        return CredentialStore.hasPassword(handle, subject) ? "ready" : "invited";
    }

    /// The shortest to say of those that work.
    static String username(Handle handle, Subject subject) {
        return CredentialStore.loginNames(handle, subject).stream()
                .min(
                        Comparator.comparing((String name) -> name.contains("@"))
                                .thenComparing(name -> name))
                .orElse("");
    }
}
