package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.person.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables `login_name` and `password_credential`.
public final class CredentialStore {
    private CredentialStore() {}

    record Credential(Subject subject, String hash) {
        @Override
        public String toString() {
            return "Credential[" + subject + "]";
        }
    }

    /// How a name is compared: `Ola` and `ola ` are the same user.
    static String normal(String loginName) {
        return loginName.strip().toLowerCase(Locale.ROOT);
    }

    public static void insert(
            Handle handle, Subject subject, List<String> loginNames, String hash) {
        handle.createUpdate(
                        "insert into password_credential (subject, hash) values (:subject, :hash)")
                .bind("subject", subject.value())
                .bind("hash", hash)
                .execute();
        for (var name : loginNames) {
            handle.createUpdate("insert into login_name (name, subject) values (:name, :subject)")
                    .bind("name", normal(name))
                    .bind("subject", subject.value())
                    .execute();
        }
    }

    static Optional<Credential> find(Handle handle, String loginName) {
        return handle.createQuery(
                        "select c.subject, c.hash from login_name n"
                                + " join password_credential c on c.subject = n.subject"
                                + " where n.name = :name")
                .bind("name", normal(loginName))
                .map(
                        (row, _) ->
                                new Credential(
                                        new Subject(row.getString("subject")),
                                        row.getString("hash")))
                .findOne();
    }

    public static Optional<Subject> subjectOf(Handle handle, String loginName) {
        return find(handle, loginName).map(Credential::subject);
    }

    static void replaceHash(Handle handle, Subject subject, String hash) {
        handle.createUpdate("update password_credential set hash = :hash where subject = :subject")
                .bind("subject", subject.value())
                .bind("hash", hash)
                .execute();
    }
}
