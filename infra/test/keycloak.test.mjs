import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

/// The realm of infra/keycloak, read. With a real Keycloak: infra/keycloak/test.

const text = readFileSync(new URL("../keycloak/exorlive-realm.json", import.meta.url), "utf8");
const realm = JSON.parse(text);
/** @param {string} name */
const scope = (name) => realm.clientScopes.find((/** @type {{ name: string }} */ it) => it.name === name);

describe("The realm for Keycloak", () => {
  it("S-14: every client takes codes alone, with PKCE S256, and goes nowhere but to the product", () => {
    for (const client of realm.clients) {
      assert.equal(client.attributes["pkce.code.challenge.method"], "S256", client.clientId);
      assert.equal(client.standardFlowEnabled, true);
      for (const other of ["implicitFlowEnabled", "directAccessGrantsEnabled", "serviceAccountsEnabled", "fullScopeAllowed"]) {
        assert.equal(client[other], false, `${client.clientId} ${other}`);
      }
      for (const uri of client.redirectUris) {
        assert.match(uri, /^\$\{EXORLIVE_PUBLIC_ORIGIN\}\/[^*]+$/u);
      }
    }
  });

  it("S-03: its access tokens say their type, whose they are and whom they are for", () => {
    for (const client of realm.clients) {
      assert.equal(client.attributes["access.token.header.type.rfc9068"], "true");
      assert.ok(client.defaultClientScopes.includes("exorlive-basic"));
    }
    const sub = scope("exorlive-basic").protocolMappers.find((/** @type {{ name: string }} */ it) => it.name === "sub");
    assert.deepEqual([sub.protocolMapper, sub.config["access.token.claim"], sub.config["lightweight.claim"]], ["oidc-sub-mapper", "true", "true"]);
    const [audience] = scope("meeting").protocolMappers;
    assert.equal(audience.config["included.custom.audience"], "exorlive-signaling");
  });

  it("S-07: tokens of pages are bound to their key", () => {
    const web = realm.clients.find((/** @type {{ publicClient: boolean }} */ it) => it.publicClient);
    assert.equal(web.attributes["dpop.bound.access.tokens"], "true");
  });

  it("S-11: core is told of sign-outs", () => {
    const core = realm.clients.find((/** @type {{ publicClient: boolean }} */ it) => !it.publicClient);
    assert.match(core.attributes["backchannel.logout.url"], /^\$\{EXORLIVE_PUBLIC_ORIGIN\}\/oidc\/back-channel-logout\/\$\{EXORLIVE_PROVIDER_ID\}$/u);
    assert.equal(core.attributes["backchannel.logout.session.required"], "true");
  });

  it("holds no secret, and brokers nothing until somebody has filled it in", () => {
    assert.equal(realm.users, undefined);
    for (const [, value] of text.matchAll(/"(?:secret|clientSecret)": "([^"]*)"/gu)) {
      assert.match(String(value), /^\$\{EXORLIVE_[A-Z_]+\}$/u);
    }
    for (const broker of realm.identityProviders) {
      assert.equal(broker.enabled, false);
      assert.equal(broker.config.validateSignature, "true");
    }
  });
});
