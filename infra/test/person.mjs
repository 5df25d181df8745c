import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { HOST, ORIGIN } from "./product.mjs";
import { openSocket, openSocketOverHttp2 } from "./socket.mjs";

/// A person without a browser, who comes from an address of their own (all of 127/8 is this machine).

const PASSWORD = "demo-passord-2026";
/// RFC 7636 appendix B.
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {http.IncomingHttpHeaders} headers
 * @property {string} body
 *
 * @typedef {object} Asking
 * @property {string} [method]
 * @property {http.OutgoingHttpHeaders} [headers]
 * @property {unknown} [json]
 * @property {Record<string, string>} [form]
 * @property {boolean} [plain] without TLS
 */

/** @param {{ certificate: string, from: string }} options `certificate`: whom to trust */
export function person({ certificate, from }) {
  const ca = readFileSync(certificate);
  /** @type {Map<string, string>} */
  const cookies = new Map();
  let token = "";

  /** @param {Asking} asking */
  function headersOf({ headers = {}, json }, /** @type {string} */ body) {
    const type = json !== undefined ? "application/json" : "application/x-www-form-urlencoded";
    return {
      Host: HOST,
      Origin: ORIGIN,
      ...(body === "" ? {} : { "Content-Type": type, "Content-Length": Buffer.byteLength(body) }),
      ...(token === "" ? {} : { Authorization: `Bearer ${token}` }),
      ...(cookies.size === 0 ? {} : { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
      ...headers,
    };
  }

  /** @param {string} address @param {Asking} [asking] @returns {Promise<Answer>} */
  async function ask(address, asking = {}) {
    const { method, json, form, plain = false } = asking;
    const body = json !== undefined ? JSON.stringify(json) : form !== undefined ? String(new URLSearchParams(form)) : "";
    const request = (plain ? http : https).request({
      ...{ host: "127.0.0.1", port: plain ? 80 : 443, localAddress: from, path: address, agent: false },
      ...(plain ? {} : { servername: HOST, ca, ALPNProtocols: ["http/1.1"] }),
      method: method ?? (body === "" ? "GET" : "POST"),
      headers: headersOf(asking, body),
    });
    request.end(body);
    const [response] = await once(request, "response");
    let text = "";
    for await (const chunk of response.setEncoding("utf8")) {
      text += chunk;
    }
    for (const cookie of response.headers["set-cookie"] ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/u.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return { status: response.statusCode, headers: response.headers, body: text };
  }

  /** @param {string} user */
  async function signIn(user) {
    const asked = new URLSearchParams({
      ...{ response_type: "code", client_id: "exorlive-web", redirect_uri: `${ORIGIN}/callback`, state: "s", nonce: "n" },
      ...{ scope: "openid profile core meeting", code_challenge: CHALLENGE, code_challenge_method: "S256" },
    });
    const begun = await ask(`/oidc/authorize?${asked}`);
    const tx = String(begun.headers.location).split("tx=")[1];
    const login = await ask("/oidc/login", { json: { tx, username: user, password: PASSWORD } });
    const code = new URL(JSON.parse(login.body).redirect).searchParams.get("code") ?? "";
    const tokens = await ask("/oidc/token", {
      form: {
        ...{ grant_type: "authorization_code", client_id: "exorlive-web", code, redirect_uri: `${ORIGIN}/callback` },
        code_verifier: VERIFIER,
      },
    });
    token = JSON.parse(tokens.body).access_token;
  }

  /** A new meeting with this person. @param {string} name */
  async function startMeeting(name) {
    const { contacts } = JSON.parse((await ask("/core/v1/contacts")).body);
    const contactId = contacts.find((/** @type {{ name: string }} */ it) => it.name === name).id;
    return JSON.parse((await ask("/core/v1/meetings", { json: { contactId } })).body).id;
  }

  /** @param {string} meeting */
  async function ticket(meeting) {
    return JSON.parse((await ask(`/api/meetings/${meeting}/ticket`, { json: { challenge: CHALLENGE } })).body);
  }

  /** @param {{ ticket?: string, headers?: http.OutgoingHttpHeaders, http2?: boolean }} [options] */
  async function socket({ ticket: bought, headers, http2 = false } = {}) {
    const hello = bought === undefined ? undefined : JSON.stringify({ t: "hello", ticket: bought, verifier: VERIFIER });
    const open = http2 ? openSocketOverHttp2 : openSocket;
    return open({ ca, from, ...(hello === undefined ? {} : { hello }), ...(headers === undefined ? {} : { headers }) });
  }

  return { ask, signIn, startMeeting, ticket, socket };
}
