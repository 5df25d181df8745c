import { randomBytes, createHash } from "node:crypto";
import { PASSWORD } from "./participant.mjs";

/// The API of core as a script of an administrator uses it: no browser, bearer tokens.

/**
 * @param {string} origin
 * @param {string} user
 */
export async function signInByApi(origin, user) {
  const verifier = randomBytes(32).toString("base64url");
  const redirectUri = `${origin}/callback`;
  const query = new URLSearchParams({
    response_type: "code",
    client_id: "exorlive-web",
    redirect_uri: redirectUri,
    scope: "openid profile core meeting",
    state: "a-state",
    nonce: "a-nonce",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const begun = await fetch(`${origin}/oidc/authorize?${query}`, { redirect: "manual" });
  const cookie = begun.headers.getSetCookie().map((it) => it.split(";")[0]).join("; ");
  const tx = new URL(begun.headers.get("Location") ?? "", origin).searchParams.get("tx");
  const login = await fetch(`${origin}/oidc/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: origin, Cookie: cookie },
    body: JSON.stringify({ tx, username: user, password: PASSWORD }),
  });
  const { redirect } = await read(login);
  const code = new URL(redirect).searchParams.get("code") ?? "";
  const tokens = await fetch(`${origin}/oidc/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: "exorlive-web",
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = await read(tokens);

  return {
    /**
     * @param {string} method
     * @param {string} path
     * @param {object} [body]
     */
    call: async (method, path, body) =>
      read(
        await fetch(`${origin}/core/v1${path}`, {
          method,
          headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
  };
}

/**
 * @param {Response} response
 * @returns {Promise<any>}
 */
async function read(response) {
  const body = await response.text();
  if (!response.ok) {
    throw new Error(`${response.status} ${response.url}: ${body}`);
  }
  return JSON.parse(body);
}
