package com.exorlive.meeting.core.seal;

import com.exorlive.meeting.core.database.Database;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Brings in new keys while everybody goes on reading and writing: what is sealed stays as it is,
/// only what wraps its keys is wrapped anew, in small transactions. Running it again goes on where
/// it was stopped. Thread-safe: the rows are held while they change.
public final class KeyRotation {
    private final Database database;
    private final Seals seals;

    public KeyRotation(Database database, Seals seals) {
        this.database = database;
        this.seals = seals;
    }

    /// A new key for the organisation's ring; every person's key is then under it. The key before
    /// it is forgotten with the next one, because a slow transaction may still need it.
    ///
    /// @param holder the organisation's id
    /// @return how many persons' keys were wrapped anew
    public int renew(String holder) {
        // Whatever an earlier one left behind must not hang on the key that is now forgotten.
        int swept = sweep(holder);
        database.run(
                handle ->
                        KeyStore.lockRing(handle, holder)
                                .map(row -> seals.open(row).renewed())
                                .ifPresent(ring -> replace(handle, ring)));
        return swept + sweep(holder);
    }

    /// A new master key; every ring is then under it. May be stopped anywhere and run again.
    ///
    /// @return whether there is one; a master key that follows from another secret stays
    public boolean renewMaster() {
        return seals.master().alone(this::renewMasterAlone);
    }

    private boolean renewMasterAlone() {
        // What an earlier one left under the key before must not be there when that is forgotten.
        wrapRings();
        if (!seals.master().renew()) {
            return false;
        }
        wrapRings();
        return true;
    }

    private void wrapRings() {
        for (var holder : database.inTransaction(KeyStore::holders)) {
            database.run(
                    handle ->
                            KeyStore.lockRing(handle, holder)
                                    .ifPresent(row -> replace(handle, seals.open(row))));
        }
    }

    private void replace(Handle handle, KeyRing ring) {
        KeyStore.replaceRing(handle, ring.wrapped(seals.master().aeadToWrap()));
    }

    private int sweep(String holder) {
        int done = 0;
        List<KeyStore.Row> some;
        do {
            some = database.inTransaction(handle -> sweepSome(handle, holder));
            done += some.size();
        } while (!some.isEmpty());
        return done;
    }

    private List<KeyStore.Row> sweepSome(Handle handle, String holder) {
        var row = KeyStore.ring(handle, holder);
        if (row.isEmpty()) {
            return List.of();
        }
        var ring = seals.open(row.get());
        var outdated = KeyStore.outdated(handle, holder, ring.currentKey());
        for (var key : outdated) {
            var opened = ring.unwrapKey(key.owner(), key.wrapped());
            KeyStore.rewrap(handle, key, ring.wrapKey(key.owner(), opened));
        }
        return outdated;
    }
}
