package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.demo.DemoAccount;
import java.util.List;

/// What is printed when everything is up: where to go, and in demo mode as whom.
final class Banner {
    private Banner() {}

    static String of(Standalone standalone) {
        var text = new StringBuilder();
        text.append("Ready: ").append(standalone.origin()).append('\n');
        if (!standalone.demoAccounts().isEmpty()) {
            text.append(accounts(standalone.demoAccounts()));
        }
        if (!standalone.hasOrganisations()) {
            text.append(CreateOrganisation.FIRST);
        }
        if (standalone.isForPhones()) {
            text.append('\n')
                    .append("For a phone on the same network; its browser will warn of a ")
                    .append("certificate that it does not know:\n")
                    .append(QrCode.ofText(standalone.origin()));
        }
        return text.toString();
    }

    private static String accounts(List<DemoAccount> accounts) {
        var text = new StringBuilder("\nDemo accounts (password ");
        text.append(DemoAccount.PASSWORD).append("):\n");
        for (var account : accounts) {
            text.append(
                    "  %-8s %-16s %s%n".formatted(account.user(), account.name(), account.what()));
        }
        return text.toString();
    }
}
