package com.exorlive.meeting.core;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.invitation.Reminders;
import com.exorlive.meeting.core.notice.Addresses;
import com.exorlive.meeting.core.notice.Channel;
import com.exorlive.meeting.core.notice.NoticeQueue;
import com.exorlive.meeting.core.notice.NoticeWorker;
import com.exorlive.meeting.core.webhook.WebhookChannel;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that tells people outside the product: the channels that are set up, their queue, the
/// reminders, and the thread that sends.
final class NoticeParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeParts.class);

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final NoticeQueue queue;
    private final Reminders reminders;

    NoticeParts(NoticeSettings settings, URI product, Database database, InstantSource clock) {
        var channels = new ArrayList<Channel>();
        if (settings.mail() != null) {
            channels.add(settings.mail().channel(product));
        }
        if (settings.webhook() != null) {
            var to = settings.webhook();
            var webhook = new WebhookChannel(to.url(), to.secret(), to.withPhone());
            parts.add(webhook);
            channels.add(webhook);
        }
        queue = new NoticeQueue(database, Addresses::find, channels, clock);
        reminders = new Reminders(database, queue, settings.reminders(), clock);
        if (channels.isEmpty()) {
            LOG.atInfo().log(
                    "Neither e-mail nor webhook is set up: invitations and reminders are"
                            + " seen only by who opens the product");
        } else {
            parts.addFirst(new NoticeWorker(queue, reminders::remind));
        }
    }

    NoticeQueue queue() {
        return queue;
    }

    void purge() {
        queue.purge();
        reminders.purge();
    }

    @Override
    public void close() {
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("A part did not stop");
            }
        }
    }
}
