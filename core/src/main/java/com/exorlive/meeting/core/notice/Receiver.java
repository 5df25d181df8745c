package com.exorlive.meeting.core.notice;

import com.exorlive.meeting.core.person.Subject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whom a notice goes to, as far as we know where. Looked up when it is sent and kept nowhere.
public final class Receiver {
    private final Subject subject;
    private final String language;
    private final @Nullable String email;
    private final @Nullable String phone;

    public Receiver(
            Subject subject, String language, @Nullable String email, @Nullable String phone) {
        this.subject = subject;
        this.language = language;
        this.email = email;
        this.phone = phone;
    }

    public Subject subject() {
        return subject;
    }

    public String language() {
        return language;
    }

    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    public Optional<String> phone() {
        return Optional.ofNullable(phone);
    }

    @Override
    public String toString() {
        return "Receiver[" + subject + "]";
    }
}
