/// The grammar of a message: plain text with `{variables}`, or one text for each plural form of `{n}`.

/// The plural forms our five languages use (CLDR): `one` and `other`.
export type Plural = { readonly one: string; readonly other: string };
export type Message = string | Plural;

export type Value = string | number;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/// The variables a message needs, read from its English text, so that a missing one does not compile.
export type NamesOf<M extends Message> = M extends string
  ? NamesIn<M>
  : M extends Plural
    ? NamesIn<M["one"]> | NamesIn<M["other"]>
    : never;

const VARIABLE = /\{(\w+)\}/g;

export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(VARIABLE)].flatMap((match) => match[1] ?? []);
}

/// The parts of a text, in order: literal text and variables.
export type Part = { readonly text: string } | { readonly name: string };

export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ name: match[1] ?? "" });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
