package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.seal.Place;
import com.exorlive.meeting.core.seal.Seals;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables `login_name` and `password_credential`. A user name is found by its HMAC, and sealed
/// under the person's key for who may see it.
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
        loginNames.forEach(name -> addLoginName(handle, subject, name));
    }

    private static void addLoginName(Handle handle, Subject subject, String loginName) {
        var token = token(handle, loginName);
        var key = Seals.of(handle).key(handle, subject.value()).orElseThrow();
        handle.createUpdate(
                        "insert into login_name (name, subject, sealed)"
                                + " values (:token, :subject, :sealed)")
                .bind("token", token)
                .bind("subject", subject.value())
                .bind("sealed", key.seal(place(token), normal(loginName)))
                .execute();
    }

    private static String token(Handle handle, String loginName) {
        return Seals.of(handle).userNames(handle).token(normal(loginName));
    }

    private static Place place(String token) {
        return new Place("login_name", token, "sealed", 1);
    }

    /// The names that this person signs in by.
    public static List<String> loginNames(Handle handle, Subject subject) {
        var key = Seals.of(handle).key(handle, subject.value());
        if (key.isEmpty()) {
            return List.of();
        }
        return handle
                .createQuery("select name, sealed from login_name where subject = :subject")
                .bind("subject", subject.value())
                .map(
                        (row, _) ->
                                key.get()
                                        .open(
                                                place(row.getString("name")),
                                                row.getString("sealed")))
                .list()
                .stream()
                .sorted()
                .toList();
    }

    static Optional<Credential> find(Handle handle, String loginName) {
        return handle.createQuery(
                        "select c.subject, c.hash from login_name n"
                                + " join password_credential c on c.subject = n.subject"
                                + " where n.name = :name")
                .bind("name", token(handle, loginName))
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
