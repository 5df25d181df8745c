import { type ReadonlySignal, signal } from "@preact/signals";
import { array, nullable, object, type Parsed, type Parser, string } from "../json/parse";
import { type Fetch, readJson, type TokenSource } from "./http";

/// Who contacts are, where the organisation keeps that by itself (docs/pds.md): asked of the customer's own service by
/// the page, kept in its memory, and never told to our server.

const text = string({ max: 500 });
const personShape = object({ name: nullable(text), birthDate: nullable(string({ max: 10 })), phone: nullable(text), email: nullable(text) });
const foundShape = object({ ids: array(string({ min: 1, max: 100 }), 100) });

export type KeptPerson = Parsed<typeof personShape>;

/// - `off`: core itself holds what there is to know
/// - `on`: the service has answered, or has not been asked yet
/// - `failed`: it can't be had now
export type NamesState = "off" | "on" | "failed";

export interface Names {
  readonly state: ReadonlySignal<NamesState>;
  /// Whether the customer keeps them: then core must not be told any.
  isElsewhere(): boolean;
  /// Those of them who are known to the service. Never rejects: without an answer nobody is.
  persons(ids: readonly string[]): Promise<ReadonlyMap<string, KeptPerson>>;
  /// The ids of people with such a name; null if the service can't be had.
  search(words: string): Promise<readonly string[] | null>;
  /// Keeps this of a person; whether it is done.
  keep(id: string, person: KeptPerson): Promise<boolean>;
  /// Asks again at once after a failure.
  retry(): void;
}

/// Where core holds what is known.
export const NO_NAMES: Names = {
  state: signal<NamesState>("off"),
  isElsewhere: () => false,
  persons: () => Promise.resolve(new Map()),
  search: () => Promise.resolve([]),
  keep: () => Promise.resolve(false),
  retry: () => undefined,
};

const PATIENCE_MS = 4000;
/// A service that is down is not asked at each poll.
const REST_MS = 30_000;
/// How long an answer stands: a colleague may change a name.
const FRESH_MS = 300_000;
const MOST_AT_ONCE = 500;

interface Kept {
  readonly person: KeptPerson | null;
  readonly atMs: number;
}

interface NamesOptions {
  readonly tokens: TokenSource;
  readonly fetch: Fetch;
  /// Where the signed-in person's organisation keeps names; null where core does.
  readonly address: () => string | null;
  readonly nowMs: () => number;
}

export function createNames({ tokens, fetch, address, nowMs }: NamesOptions): Names {
  const state = signal<NamesState>("off");
  const kept = new Map<string, Kept>();
  const asked = new Map<string, Promise<void>>();
  let keptAt: string | null = null;
  let restsUntilMs = 0;

  /// Another person, or another service: nothing of the former stays.
  function service(): string | null {
    const now = address();
    if (now !== keptAt) {
      kept.clear();
      asked.clear();
      restsUntilMs = 0;
      keptAt = now;
      state.value = now === null ? "off" : "on";
    }
    return now;
  }

  async function call<T>(origin: string, method: "GET" | "PUT", path: string, parse: Parser<T>, body?: unknown): Promise<T | null> {
    try {
      const token = await tokens.accessToken({ for: "core" });
      const response = await fetch(`${origin}/pds/v1/${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
        mode: "cors",
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) return fail(origin);
      const value = parse(await readJson(response), "$");
      if (address() !== origin) return null;
      state.value = "on";
      return value;
    } catch {
      return fail(origin);
    }
  }

  function fail(origin: string): null {
    if (address() === origin) {
      restsUntilMs = nowMs() + REST_MS;
      state.value = "failed";
    }
    return null;
  }

  async function ask(origin: string, ids: readonly string[]): Promise<void> {
    const query = ids.map((id) => encodeURIComponent(id)).join(",");
    const persons = await call(origin, "GET", `persons?ids=${query}`, personsOf);
    for (const id of ids) {
      asked.delete(id);
      if (persons !== null && keptAt === origin) kept.set(id, { person: persons.get(id) ?? null, atMs: nowMs() });
    }
  }

  /// What is not known yet, in one request; what another part of the page has just asked for is not asked again.
  async function know(origin: string, ids: readonly string[]): Promise<void> {
    const now = nowMs();
    const missing = ids.filter((id) => !asked.has(id) && !((kept.get(id)?.atMs ?? Number.NEGATIVE_INFINITY) > now - FRESH_MS));
    if (now >= restsUntilMs) {
      for (let at = 0; at < missing.length; at += MOST_AT_ONCE) {
        const some = missing.slice(at, at + MOST_AT_ONCE);
        const answer = ask(origin, some);
        for (const id of some) asked.set(id, answer);
      }
    }
    await Promise.all(new Set(ids.flatMap((id) => asked.get(id) ?? [])));
  }

  return {
    state,
    isElsewhere: () => service() !== null,
    async persons(ids) {
      const origin = service();
      const known = new Map<string, KeptPerson>();
      if (origin === null) return known;
      await know(origin, [...new Set(ids)]);
      for (const id of ids) {
        const person = kept.get(id)?.person;
        if (person) known.set(id, person);
      }
      return known;
    },
    async search(words) {
      const origin = service();
      if (origin === null) return [];
      const found = await call(origin, "GET", `search?q=${encodeURIComponent(words)}`, foundShape);
      return found?.ids ?? null;
    },
    async keep(id, person) {
      const origin = service();
      if (origin === null) return false;
      const done = await call(origin, "PUT", `persons/${encodeURIComponent(id)}`, () => true, person);
      if (done === true) kept.set(id, { person, atMs: nowMs() });
      return done === true;
    },
    retry() {
      restsUntilMs = 0;
      for (const [id, { person }] of kept) if (person === null) kept.delete(id);
    },
  };
}

/// `persons` by id; whom the service does not know is left out.
function personsOf(value: unknown, at: string): ReadonlyMap<string, KeptPerson> {
  const persons = object({ persons: (raw: unknown) => raw })(value, at).persons;
  const known = new Map<string, KeptPerson>();
  if (typeof persons !== "object" || persons === null) return known;
  for (const [id, person] of Object.entries(persons)) known.set(id, personShape(person, `${at}.persons`));
  return known;
}
