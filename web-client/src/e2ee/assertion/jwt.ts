import { fromBase64Url, toBase64Url } from "../../json/base64url";
import { array, integer, nullable, object, oneOf, type Parsed, ParseError, parseJson, string } from "../../json/parse";

/// Compact JWS (RFC 7515 section 7.1) taken apart; nothing in it is believed yet.

/// Name and subject are short; a longer one is a mistake or an attack.
export const MAX_CHARACTERS = 4096;

const header = object({
  typ: nullable(string({ max: 60 })),
  alg: string({ min: 1, max: 20 }),
  kid: string({ min: 1, max: 200 }),
});

const claims = object({
  iss: string({ min: 1, max: 500 }),
  aud: string({ min: 1, max: 200 }),
  sub: string({ min: 1, max: 255 }),
  name: string({ min: 1, max: 500 }),
  role: string({ min: 1, max: 60 }),
  mtg: string({ min: 1, max: 200 }),
  iat: integer(),
  exp: integer(),
  jti: string({ min: 1, max: 200 }),
  cnf: object({ jkt: string({ pattern: /^[A-Za-z0-9_-]{43}$/ }) }),
  amr: nullable(array(string({ min: 1, max: 60 }), 10)),
  auth_time: nullable(integer()),
  idp: nullable(string({ min: 1, max: 60 })),
  acr: nullable(oneOf("low", "substantial", "high")),
});

export interface Jwt {
  readonly header: Parsed<typeof header>;
  readonly claims: Parsed<typeof claims>;
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/// Null: it is none.
export function readJwt(text: string): Jwt | null {
  const [head, body, signature, ...more] = text.split(".");
  if (!head || !body || !signature || more.length > 0) {
    return null;
  }
  try {
    const rawHeader = readPart(head);
    // RFC 7515 section 4.1.11: what names extensions that must be understood is understood by nobody here.
    if (typeof rawHeader !== "object" || rawHeader === null || "crit" in rawHeader) {
      return null;
    }
    return {
      header: header(rawHeader, "header"),
      claims: claims(readPart(body), "claims"),
      signed: new TextEncoder().encode(`${head}.${body}`),
      signature: readBytes(signature),
    };
  } catch {
    return null;
  }
}

function readPart(part: string): unknown {
  return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(readBytes(part)));
}

/// There is one way to write bytes: others are refused, so that an assertion has no second form.
function readBytes(part: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64Url(part);
  if (toBase64Url(bytes) !== part) {
    throw new ParseError("jwt", "base64url");
  }
  return bytes;
}
