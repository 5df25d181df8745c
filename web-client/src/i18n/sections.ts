import type { accounts } from "./accounts/en";
import type { administration } from "./administration/en";
import type { identityProviders } from "./identityProviders/en";
import type { Language } from "./catalogue";
import type { leaving } from "./leaving/en";
import type { library } from "./library/en";
import type { invitations } from "./invitations/en";
import type { Message, Plural } from "./message";
import type { receipt } from "./receipt/en";
import type { programs } from "./programs/en";
import type { records } from "./records/en";
import type { reports } from "./reports/en";
import type { roles } from "./roles/en";

/// Texts of parts of the web client that not everybody opens: a folder for each, a file for each language, loaded
/// with the part that uses them. Each file exports one object, which is called like its folder.
export interface Sections {
  readonly accounts: typeof accounts;
  readonly records: typeof records;
  readonly reports: typeof reports;
  readonly administration: typeof administration;
  readonly receipt: typeof receipt;
  readonly programs: typeof programs;
  readonly roles: typeof roles;
  readonly library: typeof library;
  readonly invitations: typeof invitations;
  readonly identityProviders: typeof identityProviders;
  readonly leaving: typeof leaving;
}

export type SectionName = keyof Sections;

/// One section in one language: the same keys as in English, each with the same kind of text.
export type SectionTexts<Name extends SectionName> = {
  readonly [Key in keyof Sections[Name]]: Sections[Name][Key] extends Plural ? Plural : string;
};

type Texts = Readonly<Record<string, Message>>;
type File = Readonly<Record<string, Texts>>;

const FILES = import.meta.glob<File>(
  "./{accounts,records,reports,administration,receipt,programs,roles,library,invitations,identityProviders,leaving}/{nb,sv,da,fi,en}.ts",
);

export const SECTION_NAMES: readonly SectionName[] = [
  "accounts",
  "records",
  "reports",
  "administration",
  "receipt",
  "programs",
  "roles",
  "library",
  "invitations",
  "identityProviders",
  "leaving",
];

export async function loadSection(name: SectionName, language: Language): Promise<Texts> {
  const file = await FILES[`./${name}/${language}.ts`]?.();
  return file?.[name] ?? {};
}
