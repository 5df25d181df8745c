package com.exorlive.meeting.core.seal;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.RandomIds;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// Seals what tells who a person is, in three layers: the master key wraps a ring of keys for each
/// organisation, the ring wraps a key for each person, and that seals the texts (AES-256-GCM by
/// Tink). Destroying a person's key erases the texts in every row and every line that holds them.
///
/// It belongs to its database like the schema, so a store asks its handle for it. Thread-safe.
///
/// Keys are asked of the database each time and kept unwrapped by what they look like there: so a
/// key that is gone is gone at once on every node, and a transaction that was rolled back leaves
/// none behind.
public final class Seals {
    /// More keep more people's keys in memory, some 300 bytes each; fewer unwrap more often, which
    /// takes microseconds.
    private static final int KEPT_KEYS = 50_000;

    private static final int KEPT_RINGS = 1_000;
    private static final Duration KEPT_FOR = Duration.ofMinutes(10);
    private static final String INSTALLATION = "-";

    private final MasterKey master;
    private final Cache<String, PersonKey> keys =
            Caffeine.newBuilder().maximumSize(KEPT_KEYS).expireAfterAccess(KEPT_FOR).build();
    private final Cache<String, KeyRing> rings =
            Caffeine.newBuilder().maximumSize(KEPT_RINGS).expireAfterAccess(KEPT_FOR).build();

    private Seals(MasterKey master) {
        this.master = master;
    }

    /// Seals this database under this key: the first thing to do after opening it.
    public static Seals on(Database database, MasterKey master) {
        var seals = new Seals(master);
        database.configure(SealsOfDatabase.class, config -> config.set(seals));
        return seals;
    }

    /// The seals of the database that this handle is of.
    public static Seals of(Handle handle) {
        return handle.getConfig(SealsOfDatabase.class).get();
    }

    /// Makes a person's key, of whom the database had nothing yet.
    ///
    /// @param organisation whose ring wraps it
    /// @param owner a contact's id, a subject, or the id of a picture or a video
    public PersonKey newKey(Handle handle, String organisation, String owner) {
        var ring = ring(handle, organisation);
        var key = RandomIds.bytes(PersonKey.KEY_BYTES);
        KeyStore.insert(handle, new KeyStore.Row(owner, organisation, ring.wrapKey(owner, key)));
        return personKey(key);
    }

    /// The person's key; empty if there never was one, or if it was destroyed.
    public Optional<PersonKey> key(Handle handle, String owner) {
        return Optional.ofNullable(keys(handle, List.of(owner)).get(owner));
    }

    /// Many at once, in one question for each five hundred.
    public Map<String, PersonKey> keys(Handle handle, Collection<String> owners) {
        var found = new HashMap<String, PersonKey>();
        // Asked once, not for each of the keys that it wraps.
        var holders = new HashMap<String, KeyRing>();
        KeyStore.find(handle, owners)
                .forEach(
                        (owner, row) ->
                                found.put(
                                        owner,
                                        unwrapped(
                                                row,
                                                () ->
                                                        holders.computeIfAbsent(
                                                                row.holder(),
                                                                it -> ring(handle, it)))));
        return found;
    }

    /// Makes everything unreadable that was sealed for this person.
    public void destroy(Handle handle, String owner) {
        KeyStore.delete(handle, owner);
    }

    /// Makes everything unreadable that was sealed for anybody of this organisation.
    public void destroyAll(Handle handle, String organisation) {
        KeyStore.deleteRing(handle, organisation);
    }

    /// What finds names in this organisation.
    public BlindIndex index(Handle handle, String organisation) {
        return ring(handle, organisation).index();
    }

    /// What finds user names, which must be told from each other across organisations.
    public BlindIndex userNames(Handle handle) {
        return ring(handle, INSTALLATION).index();
    }

    private PersonKey unwrapped(KeyStore.Row row, Supplier<KeyRing> ring) {
        return keys.get(
                row.owner() + " " + row.wrapped(),
                _ -> personKey(ring.get().unwrapKey(row.owner(), row.wrapped())));
    }

    private static PersonKey personKey(byte[] key) {
        try {
            return new PersonKey(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not a person's key", e);
        }
    }

    /// The ring as it is in the database now; made if there is none.
    private KeyRing ring(Handle handle, String holder) {
        var row = KeyStore.ring(handle, holder);
        if (row.isPresent()) {
            return open(row.get());
        }
        // Two who need it first at the same time must not make two.
        KeyStore.lockOrganisation(handle, holder);
        var made = KeyStore.ring(handle, holder);
        if (made.isPresent()) {
            return open(made.get());
        }
        var ring = KeyRing.fresh(holder);
        KeyStore.insertRing(handle, ring.wrapped(master.aeadToWrap()));
        return ring;
    }

    KeyRing open(KeyRing.Wrapped row) {
        return rings.get(row.holder() + row.keyset() + row.indexKey(), _ -> unwrap(row));
    }

    private KeyRing unwrap(KeyRing.Wrapped row) {
        try {
            return KeyRing.unwrap(row, master.aead());
        } catch (GeneralSecurityException _) {
            master.reload();
            try {
                return KeyRing.unwrap(row, master.aead());
            } catch (GeneralSecurityException e) {
                throw new SealException(
                        "the database needs the master key %s, and the one that is here is %s"
                                        .formatted(
                                                MasterKey.idOf(row.keyset()),
                                                String.join(" or ", master.ids()))
                                + " (exorlive.secrets.master-key-file)",
                        e);
            }
        }
    }

    MasterKey master() {
        return master;
    }
}
