package com.exorlive.meeting.core;

import com.exorlive.meeting.core.audit.AuditBuffer;
import com.exorlive.meeting.core.audit.AuditKeeper;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.audit.HeadExport;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.meeting.AuditFallback;
import com.exorlive.meeting.core.signin.Pepper;
import java.time.InstantSource;

/// The audit log, the thread that seals it, and where its heads go.
final class AuditParts implements AutoCloseable {
    private final AuditLog log;
    private final AuditBuffer buffer;
    private final AuditKeeper keeper;
    private final boolean required;

    AuditParts(CoreSettings settings, Pepper pepper, Database database, InstantSource clock) {
        log = new AuditLog(clock, settings.audit().node());
        buffer = new AuditBuffer(log, clock);
        keeper =
                new AuditKeeper(
                        database,
                        clock,
                        "exorlive-core/" + settings.publicOrigin().getRawAuthority(),
                        pepper.deriveKey("audit-key"),
                        buffer,
                        export(settings.audit()));
        required = settings.audit().required();
    }

    private static HeadExport export(CoreSettings.Audit settings) {
        var export = HeadExport.nowhere();
        if (settings.heads().isPresent()) {
            export = export.toDirectory(settings.heads().get());
        }
        return settings.headsWebhook().isPresent()
                ? export.toWebhook(settings.headsWebhook().get())
                : export;
    }

    AuditLog log() {
        return log;
    }

    /// What becomes of a meeting's lines when the log can't be written.
    AuditFallback fallback() {
        return new AuditFallback(buffer, required);
    }

    void start() {
        keeper.start();
    }

    void seal() {
        keeper.seal();
    }

    void signHead() {
        keeper.signHead();
    }

    AuditStatus status() {
        var status = keeper.status();
        return new AuditStatus(
                status.isSealing(),
                status.isExporting(),
                status.buffered(),
                status.lost(),
                status.lastHead());
    }

    @Override
    public void close() {
        keeper.close();
    }
}
