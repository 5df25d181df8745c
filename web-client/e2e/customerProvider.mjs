import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import Provider from "oidc-provider";

/// A customer's OpenID Provider on loopback: the package `oidc-provider` (certified by the OpenID Foundation), with a
/// login page of ours, as customers have one of their own. Nothing of it knows our product.

/// How surely it identifies people.
export const ACR = "urn:fjellvik:two-keys";
const AMR = ["pwd", "hwk"];
const PATIENCE_MS = 20_000;

/**
 * @typedef {object} Client what its administrator is told of our product
 * @property {string} id
 * @property {string} secret
 * @property {string} redirectUri
 * @property {string} backChannelLogoutUri
 * @property {string} postLogoutRedirectUri
 *
 * @typedef {Awaited<ReturnType<typeof openCustomerProvider>>} CustomerProvider
 */

/**
 * @param {number} port
 * @param {Client} client
 */
export async function openCustomerProvider(port, client) {
  const issuer = issuerAt(port);
  const provider = new Provider(issuer, configuration(client));
  /** @type {string[]} */
  const answers = [];
  /** @type {string[]} */
  const troubles = [];
  /** @type {(answer: URL) => void} */
  let spoil = () => undefined;
  provider.use(async (context, next) => {
    await next();
    const to = context.response.get("Location");
    if (to.startsWith(client.redirectUri)) {
      const answer = new URL(to);
      spoil(answer);
      answers.push(answer.href);
      context.set("Location", answer.href);
    }
  });
  for (const event of ["server_error", "grant.error", "backchannel.error"]) {
    provider.on(event, (_, error) => troubles.push(`${event}: ${String(error)}`));
  }
  const answer = provider.callback();
  const server = createServer((request, response) => {
    const handled = request.url?.startsWith("/interaction/") ? interact(provider, request, response) : answer(request, response);
    handled.catch((error) => {
      troubles.push(String(error));
      response.destroy();
    });
  }).listen(port, "127.0.0.1");
  await once(server, "listening");

  return {
    issuer,
    /// What it sent browsers back with.
    answers,
    /// What went wrong at it, in its own words.
    troubles,
    /// Where a person signs out there.
    signOutAddress: `${issuer}/session/end`,

    /// Its answers are changed on their way from now on.
    /** @param {(answer: URL) => void} how */
    spoilAnswers: (how) => {
      spoil = how;
    },
    spoilNoAnswers: () => {
      spoil = () => undefined;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/// Another host than the product's: browsers keep the cookies of the two apart.
/** @param {number} port */
export function issuerAt(port) {
  return `http://127.0.0.1:${port}`;
}

/** @param {Client} client */
function configuration(client) {
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        backchannel_logout_uri: client.backChannelLogoutUri,
        backchannel_logout_session_required: true,
        post_logout_redirect_uris: [client.postLogoutRedirectUri],
      },
    ],
    jwks: { keys: [{ ...key, kid: "first", use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomBytes(24).toString("base64url")] },
    acrValues: [ACR],
    claims: { openid: ["sub"], acr: null, amr: null, auth_time: null, iss: null, sid: null },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 600, Session: 3600 },
    httpOptions: () => ({ signal: AbortSignal.timeout(PATIENCE_MS) }),
    interactions: { url: (/** @type {unknown} */ _, /** @type {{ uid: string }} */ { uid }) => `/interaction/${uid}` },
    findAccount: (/** @type {unknown} */ _, /** @type {string} */ id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    loadExistingGrant: agreed,
  };
}

/// Employees are not asked whether their employer's product may know who they are.
/** @param {import("oidc-provider").Context} context */
async function agreed({ oidc: { provider, client, session } }) {
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope("openid");
  await grant.save();
  return grant;
}

/**
 * @param {Provider} provider
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function interact(provider, request, response) {
  if (request.method !== "POST") {
    response.setHeader("Content-Type", "text/html; charset=utf-8").end(LOGIN_PAGE);
    return;
  }
  const filled = new URLSearchParams(await text(request));
  const result = filled.has("cancel")
    ? { error: "access_denied", error_description: "the person changed their mind" }
    : { login: { accountId: filled.get("account"), acr: ACR, amr: AMR } };
  await provider.interactionFinished(request, response, result);
}

const LOGIN_PAGE = `<!doctype html><html lang="en"><title>Fjellvik ID</title>
<h1>Sign in at Fjellvik ID</h1>
<form method="post">
<label>Account <input name="account" autocomplete="off"></label>
<button>Continue</button> <button name="cancel" value="1">Cancel</button>
</form></html>`;
