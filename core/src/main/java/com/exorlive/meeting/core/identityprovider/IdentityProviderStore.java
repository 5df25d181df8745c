package com.exorlive.meeting.core.identityprovider;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.identityprovider.IdentityProvider.Client;
import com.exorlive.meeting.core.identityprovider.IdentityProvider.ClientAuthentication;
import com.exorlive.meeting.core.identityprovider.IdentityProvider.Demands;
import com.exorlive.meeting.core.identityprovider.IdentityProvider.Kind;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.seal.PersonKey;
import com.exorlive.meeting.core.seal.Place;
import com.exorlive.meeting.core.seal.Seals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `identity_provider`. Client secrets are sealed, each under a key of its row.
public final class IdentityProviderStore {
    private IdentityProviderStore() {}

    public static IdentityProviderId newId() {
        return new IdentityProviderId("idp-" + RandomIds.id());
    }

    public static void insert(Handle handle, IdentityProvider provider, Optional<String> secret) {
        Seals.of(handle).newKey(handle, provider.organisation().value(), provider.id().value());
        var insert =
                handle.createUpdate(
                        "insert into identity_provider (id, organisation_id, name, kind, issuer,"
                                + " client_id, client_authentication, sealed_secret, scopes,"
                                + " acr_values, methods, max_age_seconds, levels, sign_out_there,"
                                + " active, version, created_at) values (:id, :organisation,"
                                + " :name, :kind, :issuer, :client, :authentication, :secret,"
                                + " :scopes, :acrs, :methods, :maxAge, :levels, :signOut,"
                                + " :active, 1, :createdAt)");
        bind(insert, provider)
                .bind("organisation", provider.organisation().value())
                .bind("createdAt", Times.write(provider.createdAt()))
                .bind("secret", sealed(handle, provider.id(), secret).orElse(null))
                .execute();
    }

    /// Writes everything; the secret only if there is a new one.
    ///
    /// @return whether the version was still that of `changed`
    public static boolean change(Handle handle, IdentityProvider changed, Optional<String> secret) {
        var update =
                handle.createUpdate(
                        "update identity_provider set name = :name, kind = :kind,"
                                + " issuer = :issuer, client_id = :client,"
                                + " client_authentication = :authentication, scopes = :scopes,"
                                + " acr_values = :acrs, methods = :methods,"
                                + " max_age_seconds = :maxAge, levels = :levels,"
                                + " sign_out_there = :signOut, active = :active,"
                                + " sealed_secret = coalesce(:secret, sealed_secret),"
                                + " version = version + 1"
                                + " where id = :id and version = :version");
        return bind(update, changed)
                        .bind("version", changed.version())
                        .bind("secret", sealed(handle, changed.id(), secret).orElse(null))
                        .execute()
                == 1;
    }

    private static <S extends SqlStatement<S>> S bind(S statement, IdentityProvider provider) {
        var client = provider.client();
        var demands = provider.demands();
        return statement
                .bind("id", provider.id().value())
                .bind("name", provider.name())
                .bind("kind", provider.kind().wireName())
                .bind("issuer", client.issuer())
                .bind("client", client.id())
                .bind("authentication", client.authentication().wireName())
                .bind("scopes", String.join(" ", client.scopes()))
                .bind("acrs", String.join(" ", demands.acrValues()))
                .bind("methods", String.join(" ", demands.methods()))
                .bind("maxAge", demands.maxAge().map(it -> (int) it.toSeconds()).orElse(null))
                .bind("levels", levels(provider.levels()))
                .bind("signOut", provider.signOutThere())
                .bind("active", provider.isActive());
    }

    public static void delete(Handle handle, IdentityProviderId id) {
        Seals.of(handle).destroy(handle, id.value());
        handle.createUpdate("delete from identity_provider where id = :id")
                .bind("id", id.value())
                .execute();
    }

    public static List<IdentityProvider> of(Handle handle, OrganisationId organisation) {
        return handle.createQuery(
                        "select * from identity_provider where organisation_id = :organisation"
                                + " order by created_at, id")
                .bind("organisation", organisation.value())
                .map((row, _) -> read(row))
                .list();
    }

    /// Those that people of the organisation may be sent to now: switched on, and of a module that
    /// the organisation has.
    public static List<IdentityProvider> usable(Handle handle, OrganisationId organisation) {
        return OrganisationStore.find(handle, organisation)
                .map(
                        here ->
                                of(handle, organisation).stream()
                                        .filter(IdentityProvider::isActive)
                                        .filter(it -> it.kind().isOn(here.modules()))
                                        .toList())
                .orElse(List.of());
    }

    public static Optional<IdentityProvider> find(Handle handle, IdentityProviderId id) {
        return handle.createQuery("select * from identity_provider where id = :id")
                .bind("id", id.value())
                .map((row, _) -> read(row))
                .findOne();
    }

    /// One that people may be sent to now.
    public static Optional<IdentityProvider> findUsable(Handle handle, IdentityProviderId id) {
        return find(handle, id).filter(it -> usable(handle, it.organisation()).contains(it));
    }

    /// The client secret, if there is one.
    public static Optional<String> secret(Handle handle, IdentityProviderId id) {
        return handle.createQuery("select sealed_secret from identity_provider where id = :id")
                .bind("id", id.value())
                .map((row, _) -> Optional.ofNullable(row.getString("sealed_secret")))
                .findOne()
                .flatMap(it -> it)
                .map(text -> key(handle, id).open(place(id), text));
    }

    /// What else belongs to this provider is sealed under the same key.
    static PersonKey key(Handle handle, IdentityProviderId id) {
        return Seals.of(handle).key(handle, id.value()).orElseThrow();
    }

    private static Optional<String> sealed(
            Handle handle, IdentityProviderId id, Optional<String> secret) {
        return secret.map(it -> key(handle, id).seal(place(id), it));
    }

    private static Place place(IdentityProviderId id) {
        return new Place("identity_provider", id.value(), "sealed_secret", 1);
    }

    private static IdentityProvider read(ResultSet row) throws SQLException {
        int maxAge = row.getInt("max_age_seconds");
        var longest = row.wasNull() ? null : Duration.ofSeconds(maxAge);
        return new IdentityProvider(
                new IdentityProviderId(row.getString("id")),
                new OrganisationId(row.getString("organisation_id")),
                row.getString("name"),
                Kind.parse(row.getString("kind")).orElseThrow(),
                new Client(
                        row.getString("issuer"),
                        row.getString("client_id"),
                        ClientAuthentication.parse(row.getString("client_authentication"))
                                .orElseThrow(),
                        words(row.getString("scopes"))),
                new Demands(
                        words(row.getString("acr_values")),
                        words(row.getString("methods")),
                        longest),
                levels(row.getString("levels")),
                row.getBoolean("sign_out_there"),
                row.getBoolean("active"),
                row.getInt("version"),
                Times.read(row, "created_at"));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1)).filter(it -> !it.isEmpty()).toList();
    }

    /// `high urn:x` and so on, a line for each: an `acr` has no space in it.
    private static String levels(Map<String, Level> levels) {
        return levels.entrySet().stream()
                .map(it -> it.getValue().wireName() + " " + it.getKey())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Level> levels(String text) {
        return text.lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(it -> it[1], it -> Level.parse(it[0]).orElseThrow()));
    }
}
