package com.exorlive.meeting.standalone;

import java.util.List;

/// The settings can't be used. Says everything that is wrong with them at once, a line each.
final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
