package com.exorlive.meeting.core;

/// What an instructor sees of contacts.
final class ContactsStory implements ApiStory {
    @Override
    public void tell(CheckedCalls api) {
        var ingrid = api.core.signedIn("ingrid");
        var ola = api.core.signedIn("ola").accessToken();
        api.call("GET", "/core/v1/contacts", ingrid.accessToken(), "");
        api.call("GET", "/core/v1/contacts", ola, "");
        api.call("GET", "/core/v1/contacts", "nonsense", "");
        for (var contact : CheckedCalls.contactIds(ingrid)) {
            api.call("GET", "/core/v1/contacts/" + contact, ingrid.accessToken(), "");
            api.call("GET", "/core/v1/contacts/" + contact, ola, "");
        }
        var foreign = CheckedCalls.contactIds(api.core.signedIn("jonas")).getFirst();
        api.call("GET", "/core/v1/contacts/" + foreign, ingrid.accessToken(), "");
        api.call("GET", "/core/v1/contacts/unknown", ingrid.accessToken(), "");
        api.call("GET", "/core/v1/contacts/unknown", "nonsense", "");
    }
}
