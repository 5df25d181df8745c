package com.exorlive.meeting.core.seal;

import org.jdbi.v3.core.config.JdbiConfig;
import org.jspecify.annotations.Nullable;

/// Ties the seals to their database: Jdbi hands it to each handle.
public final class SealsOfDatabase implements JdbiConfig<SealsOfDatabase> {
    private @Nullable Seals seals;

    /// For Jdbi, which makes one for each database.
    public SealsOfDatabase() {}

    private SealsOfDatabase(@Nullable Seals seals) {
        this.seals = seals;
    }

    void set(Seals of) {
        seals = of;
    }

    Seals get() {
        if (seals == null) {
            throw new IllegalStateException("this database was opened without its seals");
        }
        return seals;
    }

    @Override
    public SealsOfDatabase createCopy() {
        return new SealsOfDatabase(seals);
    }
}
