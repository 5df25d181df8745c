import { isObject, ParseError, type Parser } from "../json/parse";

/// One request to a server of ours: JSON in, JSON out, refusals as values (RFC 9457 problems).

export type Result<T, E> = { readonly kind: "ok"; readonly value: T } | { readonly kind: "refused"; readonly refusal: E };

/// Codes of the server (docs/), and five of our own:
/// - `network`: no answer came
/// - `bad-answer`: an answer that we can't read
/// - `signed-out`: there is no access token to be had
/// - `aborted`: the page did not want it any more
/// - `unknown`: a refusal without a code
export interface ApiRefusal {
  readonly code: string;
  readonly status: number;
  readonly retryAfterMs?: number;
  /// What the server calls this case: shown to the person, who can tell it on the phone.
  readonly correlationId?: string;
}

/// Who is shown a token:
/// - `core`
/// - `coreAlone`: core, where it wants one that nobody else would take (identity assertions)
/// - `signaling`, which must not be able to do anything at core with it
export type TokenFor = "core" | "coreAlone" | "signaling";

export interface TokenOptions {
  readonly renew?: boolean;
  readonly for?: TokenFor;
}

export interface TokenSource {
  /// A token that is good for another minute at least, for core unless said otherwise. `renew` takes a new one
  /// in any case. Rejects with `TokenUnavailable`.
  accessToken(options?: TokenOptions): Promise<string>;
  /// Absent: whoever has a token may use it.
  readonly proofs?: Proofs;
}

/// Proofs that a token is ours (RFC 9449).
export interface Proofs {
  /// Null: this token needs none.
  of(method: string, path: string, token: string): Promise<string | null>;
  /// Whether the server wants another proof, for which it gave what is needed.
  wantsAnother(path: string, response: Response): boolean;
}

/// Asks in the person's name: with the token, and where it needs one with a proof that it is ours.
export async function fetchAs(tokens: TokenSource, fetch: Fetch, token: string, path: string, init: RequestInit): Promise<Response> {
  const once = async () => fetch(path, { ...init, headers: { ...(init.headers as Record<string, string>), ...(await credentials(tokens, token, path, init)) } });
  const response = await once();
  return tokens.proofs?.wantsAnother(path, response) ? once() : response;
}

async function credentials(tokens: TokenSource, token: string, path: string, init: RequestInit): Promise<Record<string, string>> {
  const proof = (await tokens.proofs?.of(init.method ?? "GET", path, token)) ?? null;
  return proof === null ? { Authorization: `Bearer ${token}` } : { Authorization: `DPoP ${token}`, DPoP: proof };
}

/// Why there is no access token.
export class TokenUnavailable extends Error {
  readonly reason: "signedOut" | "network";

  constructor(reason: "signedOut" | "network") {
    super(`no access token: ${reason}`);
    this.name = "TokenUnavailable";
    this.reason = reason;
  }
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Request<T> {
  readonly method: Method;
  readonly path: string;
  /// Who answers; core unless said otherwise.
  readonly tokenFor?: TokenFor;
  readonly body?: unknown;
  readonly parse: Parser<T>;
  readonly signal?: AbortSignal | undefined;
}

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

const MAX_ANSWER_CHARACTERS = 2_000_000;

type Extras = { readonly retryAfterMs?: number | undefined; readonly correlationId?: string | undefined };

export function refused<T>(code: string, status = 0, { retryAfterMs, correlationId }: Extras = {}): Result<T, ApiRefusal> {
  return {
    kind: "refused",
    refusal: {
      code,
      status,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(correlationId === undefined ? {} : { correlationId }),
    },
  };
}

export function request<T>(tokens: TokenSource, fetch: Fetch, ask: Request<T>): Promise<Result<T, ApiRefusal>> {
  return twice((renew) => requestOnce(tokens, fetch, ask, renew, (response) => read(response, ask.parse)));
}

/// A file, as a report to keep: its bytes are not looked at.
export interface FileRequest {
  readonly path: string;
  /// The media type that is wanted.
  readonly accept: string;
  readonly signal?: AbortSignal | undefined;
}

export function requestFile(tokens: TokenSource, fetch: Fetch, ask: FileRequest): Promise<Result<Blob, ApiRefusal>> {
  return twice((renew) => requestOnce(tokens, fetch, { ...ask, method: "GET" }, renew, readFile));
}

/// A token that the server does not accept is renewed once: its keys or its clock may have changed.
async function twice<T>(once: (renew: boolean) => Promise<Result<T, ApiRefusal>>): Promise<Result<T, ApiRefusal>> {
  const first = await once(false);
  return first.kind === "refused" && first.refusal.status === 401 ? once(true) : first;
}

async function requestOnce<T>(
  tokens: TokenSource,
  fetch: Fetch,
  ask: Omit<Request<T>, "parse"> & { readonly accept?: string },
  renew: boolean,
  read: (response: Response) => Promise<Result<T, ApiRefusal>>,
): Promise<Result<T, ApiRefusal>> {
  let token: string;
  try {
    token = await tokens.accessToken({ renew, for: ask.tokenFor ?? "core" });
  } catch (error) {
    return refused(error instanceof TokenUnavailable && error.reason === "network" ? "network" : "signed-out");
  }
  try {
    const response = await fetchAs(tokens, fetch, token, ask.path, {
      method: ask.method,
      headers: headers(ask.accept, ask.body !== undefined),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
      ...(ask.signal ? { signal: ask.signal } : {}),
    });
    return await read(response);
  } catch (error) {
    if (error instanceof ParseError) {
      return refused("bad-answer");
    }
    return refused(ask.signal?.aborted ? "aborted" : "network");
  }
}

function headers(accept = "application/json", hasBody = false): Record<string, string> {
  return hasBody ? { Accept: accept, "Content-Type": "application/json" } : { Accept: accept };
}

async function read<T>(response: Response, parse: Parser<T>): Promise<Result<T, ApiRefusal>> {
  const body = await readJson(response);
  if (response.ok) {
    return { kind: "ok", value: parse(body, "$") };
  }
  return problem(response, body);
}

async function readFile(response: Response): Promise<Result<Blob, ApiRefusal>> {
  return response.ok ? { kind: "ok", value: await response.blob() } : problem(response, await readJson(response));
}

function problem<T>(response: Response, body: unknown): Result<T, ApiRefusal> {
  return refused(problemCode(body), response.status, {
    retryAfterMs: retryAfterMs(response),
    correlationId: correlationId(body),
  });
}

/// An empty answer is `null`.
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text.length > MAX_ANSWER_CHARACTERS) {
    throw new ParseError("$", "a shorter answer");
  }
  if (text === "") {
    return null;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (!response.ok) {
      return null;
    }
    throw new ParseError("$", "JSON");
  }
}

export function problemCode(body: unknown): string {
  const code = isObject(body) ? body["code"] : undefined;
  return typeof code === "string" && /^[a-z0-9-]{1,60}$/.test(code) ? code : "unknown";
}

function correlationId(body: unknown): string | undefined {
  const id = isObject(body) ? body["correlationId"] : undefined;
  return typeof id === "string" && /^[\w-]{1,80}$/.test(id) ? id : undefined;
}

export function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) * 1000 : undefined;
}
