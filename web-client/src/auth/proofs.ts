import { randomBase64Url, sha256Base64Url, toBase64Url } from "../json/base64url";
import { type KeyBox, publicJwk, thumbprint } from "./key";

/// Proofs that whoever sends a request has the key that its token is bound to (RFC 9449 section 4).
export interface ProofMaker {
  /// One for one request. `token`: null where a token is yet to be got.
  proof(method: string, url: string, token: string | null): Promise<string>;
  /// Whether the server wants another proof, because the clocks differ. What it gave for it is kept.
  wantsAnother(url: string, response: Response): boolean;
  /// Of the key; null if the page that comes back from the sign-in would not have it.
  lastingThumbprint(): Promise<string | null>;
}

const NONCE = /^[\w.~+/=-]{1,200}$/;

export function createProofMaker(keys: KeyBox, origin: string, nowMs: () => number): ProofMaker {
  /// Of each server, by the first part of its paths.
  const nonces = new Map<string, string>();
  const server = (url: URL) => `${url.origin}/${url.pathname.split("/")[1] ?? ""}`;

  return {
    proof: async (method, address, token) => {
      const url = new URL(address, origin);
      const key = await keys.get();
      const nonce = nonces.get(server(url));
      const header = { typ: "dpop+jwt", alg: "ES256", jwk: await publicJwk(key) };
      const claims = {
        jti: randomBase64Url(16),
        htm: method,
        htu: url.origin + url.pathname,
        iat: Math.floor(nowMs() / 1000),
        ...(token === null ? {} : { ath: await sha256Base64Url(token) }),
        ...(nonce === undefined ? {} : { nonce }),
      };
      const input = `${part(header)}.${part(claims)}`;
      const signature = await crypto.subtle.sign(
        { name: "ECDSA", hash: "SHA-256" },
        key.pair.privateKey,
        new TextEncoder().encode(input),
      );
      return `${input}.${toBase64Url(new Uint8Array(signature))}`;
    },
    wantsAnother: (address, response) => {
      const nonce = response.headers.get("DPoP-Nonce");
      if ((response.status !== 401 && response.status !== 400) || nonce === null || !NONCE.test(nonce)) {
        return false;
      }
      const whose = server(new URL(address, origin));
      const isNew = nonces.get(whose) !== nonce;
      nonces.set(whose, nonce);
      return isNew;
    },
    lastingThumbprint: async () => {
      const key = await keys.get();
      return key.lasts ? thumbprint(await publicJwk(key)) : null;
    },
  };
}

function part(value: object): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
}
