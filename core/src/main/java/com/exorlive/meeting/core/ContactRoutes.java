package com.exorlive.meeting.core;

import com.exorlive.meeting.core.clientaccount.ClientAccountApi;
import com.exorlive.meeting.core.contactrecord.ContactApi;
import com.exorlive.meeting.core.contactrecord.ContactChanges;
import com.exorlive.meeting.core.contactrecord.ContactSearchApi;
import com.exorlive.meeting.core.erasure.ErasureApi;
import com.exorlive.meeting.core.erasure.ErasureLedger;
import com.exorlive.meeting.core.jumpout.JumpOutApi;
import com.exorlive.meeting.core.jumpout.JumpOuts;
import com.exorlive.meeting.core.notice.Notices;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.pdsmode.PdsApi;
import com.exorlive.meeting.core.seal.KeyRotation;
import com.exorlive.meeting.core.seal.Seals;
import com.exorlive.meeting.edge.HttpRoutes;

/// The paths about contacts: finding, opening, changing and erasing them.
final class ContactRoutes {
    private final JumpOuts jumpOuts;

    ContactRoutes(
            HttpRoutes.Builder builder,
            Foundation on,
            CoreSettings settings,
            Seals seals,
            ErasureLedger erasures,
            Notices notices,
            AccessEnds ends) {
        var database = on.database();
        var audit = on.audit();
        var access = on.access();
        var clock = on.clock();
        var origin = settings.publicOrigin();
        var basisLasts = settings.customers().basisLasts();
        new ContactApi(database, audit, clock).addTo(builder, access);
        new ContactChanges(database, audit, clock).addTo(builder, access);
        var isMailSetUp = settings.notices().mail() != null;
        new ClientAccountApi(database, audit, notices, ends, isMailSetUp, origin, clock)
                .addTo(builder, access);
        new ContactSearchApi(database, audit, clock, basisLasts).addTo(builder, access);
        new ErasureApi(database, new KeyRotation(database, seals), audit, erasures, clock)
                .addTo(builder, access);
        new PdsApi(database, audit, settings.customers().pdsOrigins()).addTo(builder, access);
        jumpOuts = new JumpOuts(database, audit, origin.toString(), basisLasts, clock);
        new JumpOutApi(jumpOuts).addTo(builder, access);
    }

    void purge() {
        jumpOuts.purge();
    }
}
