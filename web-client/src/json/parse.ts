/// Typed parsers for whatever comes over the wire: input is checked at the edge and never cast.
/// A parser returns the value with its type, or throws a `ParseError` that says where it stopped.

export class ParseError extends Error {
  readonly at: string;

  constructor(at: string, expected: string) {
    super(`${at}: expected ${expected}`);
    this.name = "ParseError";
    this.at = at;
  }
}

export type Parser<T> = (value: unknown, at: string) => T;
export type Parsed<P> = P extends Parser<infer T> ? T : never;

export const boolean: Parser<boolean> = (value, at) => {
  if (typeof value !== "boolean") {
    throw new ParseError(at, "true or false");
  }
  return value;
};

export function string(options: { min?: number; max?: number; pattern?: RegExp } = {}): Parser<string> {
  const { min = 0, max = 65_536, pattern } = options;
  return (value, at) => {
    if (typeof value !== "string" || value.length < min || value.length > max) {
      throw new ParseError(at, `a string of ${min} to ${max} characters`);
    }
    if (pattern && !pattern.test(value)) {
      throw new ParseError(at, `a string like ${pattern.source}`);
    }
    return value;
  };
}

export function integer(min = 0, max = Number.MAX_SAFE_INTEGER): Parser<number> {
  return (value, at) => {
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < min || value > max) {
      throw new ParseError(at, `a whole number of ${min} to ${max}`);
    }
    return value;
  };
}

export const finite: Parser<number> = (value, at) => {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new ParseError(at, "a number");
  }
  return value;
};

/// An RFC 3339 instant.
export const instant: Parser<Date> = (value, at) => {
  const date = new Date(string({ min: 10, max: 40 })(value, at));
  if (Number.isNaN(date.getTime())) {
    throw new ParseError(at, "an instant");
  }
  return date;
};

export function oneOf<const T extends string>(...words: readonly T[]): Parser<T> {
  return (value, at) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) {
      throw new ParseError(at, words.join(" or "));
    }
    return word;
  };
}

/// Null and absent are the same thing.
export function nullable<T>(parser: Parser<T>): Parser<T | null> {
  return (value, at) => (value === null || value === undefined ? null : parser(value, at));
}

export function array<T>(parser: Parser<T>, max = 10_000): Parser<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value) || value.length > max) {
      throw new ParseError(at, `a list of at most ${max}`);
    }
    return value.map((item: unknown, index) => parser(item, `${at}[${index}]`));
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/// Names that the shape does not know are left out, so newer servers can say more.
export function object<const S extends Record<string, Parser<unknown>>>(
  shape: S,
): Parser<{ readonly [K in keyof S]: Parsed<S[K]> }> {
  return (value, at) => {
    if (!isObject(value)) {
      throw new ParseError(at, "an object");
    }
    const result: Partial<Record<keyof S, unknown>> = {};
    for (const name of Object.keys(shape)) {
      const parser = shape[name];
      if (parser) {
        result[name as keyof S] = parser(Object.hasOwn(value, name) ? value[name] : undefined, `${at}.${name}`);
      }
    }
    return result as { readonly [K in keyof S]: Parsed<S[K]> };
  };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ParseError("$", "JSON");
  }
}
