package com.exorlive.meeting.core.access;

import java.util.Locale;

/// Everything that can be done by the API. Who may, and how far: [Policy].
public enum Permission {
    READ_ME,
    READ_CONTACTS,
    SEARCH_CONTACTS,
    CHANGE_CONTACTS,
    /// Let a contact sign in, and take that back.
    GIVE_ACCOUNTS,
    START_MEETING,
    READ_MEETING,
    ASSERT_IDENTITY,
    READ_INVITATIONS,
    DECLINE_INVITATION,
    READ_OWN_PROGRAM,
    /// See a program that one has a part in: as its contact, or as who follows up.
    READ_PROGRAM,
    /// Make, change, sign, strike and share programs and templates; make exercises.
    WORK_WITH_PROGRAMS,
    /// Unlock and delete templates.
    DECIDE_OVER_TEMPLATES,
    /// Learn that a colleague has drafts for contacts, and delete them.
    DELETE_DRAFTS,
    /// Log one's own training.
    LOG_TRAINING,
    /// See the units and who works there.
    READ_PEOPLE,
    /// Create, activate and deactivate people, change and move them.
    MANAGE_PEOPLE,
    /// Give and take the roles of who works with contacts.
    GRANT_ROLES,
    /// Make and unmake administrators.
    GRANT_ADMINISTRATION,
    /// Change the tree itself.
    MANAGE_UNITS,
    /// Modules, name and appearance of the organisation.
    MANAGE_ORGANISATION,
    /// Keys and clients of partner systems.
    MANAGE_PARTNERS,
    /// Where the organisation's people can sign in besides here.
    MANAGE_IDENTITY_PROVIDERS,
    /// Hand out and erase all data of a contact or of the organisation; replace its key.
    ERASE_AND_EXPORT,
    /// Learn whose access has ended.
    READ_ACCESS_ENDS,
    /// Read what was done with whose data, by whom.
    READ_REPORTS,
    /// See who looked at the own record.
    READ_LOOKS,
    ADMIT,
    REPORT_MEETING;

    /// How the page is told what it may offer.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
