package com.exorlive.meeting.core;

import com.exorlive.meeting.core.administration.AccessEndsApi;
import com.exorlive.meeting.core.administration.ConnectionCheckApi;
import com.exorlive.meeting.core.administration.IdentityApi;
import com.exorlive.meeting.core.administration.IdentityProviderApi;
import com.exorlive.meeting.core.administration.MyPasswordApi;
import com.exorlive.meeting.core.administration.OrganisationApi;
import com.exorlive.meeting.core.administration.PartnerApi;
import com.exorlive.meeting.core.administration.PeopleApi;
import com.exorlive.meeting.core.administration.PeopleChangeApi;
import com.exorlive.meeting.core.administration.UnitApi;
import com.exorlive.meeting.core.contactrecord.MeApi;
import com.exorlive.meeting.core.partnerapi.PartnerDataApi;
import com.exorlive.meeting.edge.HttpRoutes;

/// The paths about people, units, the organisation and its partners.
final class PeopleRoutes {
    private PeopleRoutes() {}

    static void add(
            HttpRoutes.Builder builder, Foundation on, SignInParts signIn, CoreSettings settings) {
        var database = on.database();
        var audit = on.audit();
        var access = on.access();
        var clock = on.clock();
        var ends = signIn.ends();
        var origin = settings.publicOrigin();
        new MeApi(database).addTo(builder, access);
        new MyPasswordApi(signIn.passwordChanges(), ends).addTo(builder, access);
        new UnitApi(database, audit).addTo(builder, access);
        new PeopleApi(database, audit, clock).addTo(builder, access);
        new PeopleChangeApi(database, audit, ends, origin, clock).addTo(builder, access);
        new OrganisationApi(database, audit, outside(settings)).addTo(builder, access);
        new AccessEndsApi(database, ends).addTo(builder, access);
        new PartnerApi(database, audit, clock).addTo(builder, access);
        var addresses = settings.providerAddresses();
        new IdentityProviderApi(database, audit, ends, addresses, origin, clock)
                .addTo(builder, access);
        new ConnectionCheckApi(database, audit, signIn.relyingParty()).addTo(builder, access);
        new IdentityApi(database, audit, ends, clock).addTo(builder, access);
        new PartnerDataApi(database, audit, clock).addTo(builder, signIn.partnerAccess());
    }

    private static OrganisationApi.Outside outside(CoreSettings settings) {
        return new OrganisationApi.Outside(
                settings.notices().mail() != null,
                settings.notices().webhook() != null,
                settings.customers().pdsOrigins());
    }
}
