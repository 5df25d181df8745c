package com.exorlive.meeting.core.identityprovider;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.edge.issuer.TrustedIssuer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Who somebody is here who shows signaling a token of another issuer. The operator's list says for
/// which organisations an issuer may speak; the organisation's own provider of that issuer, who is
/// tied to which person and what a sign-in there must have been. Thread-safe.
public final class PeopleElsewhere {
    private final List<TrustedIssuer> issuers;

    public PeopleElsewhere(List<TrustedIssuer> issuers) {
        this.issuers = List.copyOf(issuers);
    }

    /// What a token says that signaling has verified.
    ///
    /// @param acr empty if it has none
    /// @param at when the person signed in there; null if it does not say
    public record Shown(
            String issuer, String subject, String acr, List<String> amr, @Nullable Instant at) {
        public Shown {
            amr = List.copyOf(amr);
        }
    }

    /// The person of this organisation; empty if there is none, or the token does not suffice.
    public Optional<Subject> find(
            Handle handle, OrganisationId organisation, Shown shown, Instant now) {
        var mayAsk =
                issuers.stream()
                        .filter(it -> it.issuer().equals(shown.issuer()))
                        .anyMatch(it -> it.organisations().contains(organisation.value()));
        if (!mayAsk) {
            return Optional.empty();
        }
        return IdentityProviderStore.usable(handle, organisation).stream()
                .filter(it -> it.client().issuer().equals(shown.issuer()))
                .filter(it -> it.demands().areMetBy(shown.acr(), shown.amr(), shown.at(), now))
                .flatMap(it -> tied(handle, it, shown.subject()))
                .findFirst();
    }

    private static Stream<Subject> tied(Handle handle, IdentityProvider provider, String foreign) {
        var token = IdentityLinks.token(handle, provider, foreign);
        return IdentityLinks.find(handle, provider.id(), token)
                .flatMap(link -> PersonStore.find(handle, link.subject()))
                .filter(person -> person.organisation().equals(provider.organisation()))
                .map(Person::subject)
                .stream();
    }
}
