/// The written list: which header every answer has, and what it says. docs/installing.md shows it to operators.

/** @typedef {Readonly<Record<string, RegExp>>} Expected */

/** @type {Expected} */
export const HEADERS = {
  "strict-transport-security": /^max-age=31536000; includeSubDomains$/u,
  "content-security-policy":
    /^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob: mediastream:; connect-src 'self' wss:\/\/meet\.test; worker-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types exorlive-worker$/u,
  "cross-origin-opener-policy": /^same-origin$/u,
  "cross-origin-embedder-policy": /^require-corp$/u,
  "cross-origin-resource-policy": /^same-origin$/u,
  "x-content-type-options": /^nosniff$/u,
  "referrer-policy": /^no-referrer$/u,
  "permissions-policy": /^camera=\(self\), microphone=\(self\), .*geolocation=\(\).*usb=\(\)/u,
  "cache-control": /^(no-store|no-cache|public, max-age=31536000, immutable)$/u,
};

/// What is answered before anybody looks at the request, or while nobody is there to: nothing of it may do anything.
/** @type {Expected} */
export const OF_WHAT_IS_NO_PAGE = {
  "strict-transport-security": /^max-age=31536000; includeSubDomains$/u,
  "content-security-policy": /^default-src 'none'; (style-src 'unsafe-inline'; )?frame-ancestors 'none'$/u,
  "x-content-type-options": /^nosniff$/u,
  "referrer-policy": /^no-referrer$/u,
  "cache-control": /^no-store$/u,
};

/// What no answer has: whose software it is, or leave to other origins.
const NEVER = ["server", "x-powered-by", "access-control-allow-origin", "via"];

/**
 * Each fault as a line.
 *
 * @param {string} what
 * @param {import("node:http").IncomingHttpHeaders} headers
 * @param {Expected} expected
 */
export function checkHeaders(what, headers, expected) {
  const wrong = Object.entries(expected)
    .filter(([name, value]) => !value.test(String(headers[name] ?? "")))
    .map(([name]) => `${what}: ${name} is ${headers[name]}`);
  const given = NEVER.filter((name) => name in headers).map((name) => `${what}: has ${name}`);
  return [...wrong, ...given];
}
