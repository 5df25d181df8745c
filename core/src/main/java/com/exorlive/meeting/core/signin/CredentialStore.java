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
    public static String normal(String loginName) {
        return loginName.strip().toLowerCase(Locale.ROOT);
    }

    public static void insert(
            Handle handle, Subject subject, List<String> loginNames, String hash) {
        putHash(handle, subject, hash);
        insertNames(handle, subject, loginNames);
    }

    /// The names of somebody who has no password yet.
    public static void insertNames(Handle handle, Subject subject, List<String> loginNames) {
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

    /// That of an active person: nobody else signs in.
    static Optional<Credential> find(Handle handle, String loginName) {
        return handle.createQuery(
                        "select c.subject, c.hash from login_name n"
                                + " join password_credential c on c.subject = n.subject"
                                + " join person p on p.subject = n.subject and p.active = true"
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
        return handle.createQuery("select subject from login_name where name = :name")
                .bind("name", token(handle, loginName))
                .mapTo(String.class)
                .findOne()
                .map(Subject::new);
    }

    /// Whether one of the names is somebody's already.
    public static boolean isTaken(Handle handle, List<String> loginNames) {
        return loginNames.stream().anyMatch(name -> subjectOf(handle, name).isPresent());
    }

    public static boolean hasPassword(Handle handle, Subject subject) {
        return handle.createQuery(
                                "select count(*) from password_credential where subject = :subject")
                        .bind("subject", subject.value())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    static void putHash(Handle handle, Subject subject, String hash) {
        if (!replaceHash(handle, subject, hash)) {
            handle.createUpdate(
                            "insert into password_credential (subject, hash)"
                                    + " values (:subject, :hash)")
                    .bind("subject", subject.value())
                    .bind("hash", hash)
                    .execute();
        }
    }

    /// Nobody signs in as this person until another is set.
    public static void removePassword(Handle handle, Subject subject) {
        handle.createUpdate("delete from password_credential where subject = :subject")
                .bind("subject", subject.value())
                .execute();
    }

    /// @return whether there was one
    static boolean replaceHash(Handle handle, Subject subject, String hash) {
        return handle.createUpdate(
                                "update password_credential set hash = :hash"
                                        + " where subject = :subject")
                        .bind("subject", subject.value())
                        .bind("hash", hash)
                        .execute()
                == 1;
    }
}
