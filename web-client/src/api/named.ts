import type { ApiRefusal, Result } from "./http";
import type { KeptPerson, Names } from "./names";

/// What core answers about contacts, with the names put in that the customer keeps. The views need not know where a
/// name came from; whatever they send to core is made without it.

type Bare = { readonly name: string | null };

/// Those with an id of their own.
export async function nameAll<T extends Bare & { readonly id: string }>(names: Names, all: readonly T[]): Promise<readonly T[]> {
  const persons = await names.persons(all.filter(({ name }) => name === null).map(({ id }) => id));
  return all.map((each) => withName(each, persons.get(each.id)));
}

export async function nameOne<T extends Bare & { readonly id: string }>(names: Names, one: T): Promise<T> {
  return (await nameAll(names, [one]))[0] ?? one;
}

function withName<T extends Bare>(each: T, person: KeptPerson | undefined): T {
  if (person === undefined || each.name !== null) return each;
  const year = person.birthDate === null ? null : Number(person.birthDate.slice(0, 4));
  return {
    ...each,
    name: person.name,
    ...("birthYear" in each ? { birthYear: year } : {}),
    ...("birthDate" in each ? { birthDate: person.birthDate } : {}),
    ...("phone" in each ? { phone: person.phone } : {}),
    ...("email" in each ? { email: person.email } : {}),
  };
}

/// The other one of meetings that name their contact, which only hosts are told.
export async function nameOthers<T extends { readonly contactId: string | null; readonly other: { readonly name: string } }>(
  names: Names,
  all: readonly T[],
): Promise<readonly T[]> {
  const persons = await names.persons(all.flatMap(({ contactId }) => contactId ?? []));
  return all.map((each) => {
    const name = each.contactId === null ? null : (persons.get(each.contactId)?.name ?? null);
    return name === null ? each : { ...each, other: { ...each.other, name } };
  });
}

/// An answer with something put in, if it is one.
export async function filled<T>(answer: Promise<Result<T, ApiRefusal>>, fill: (value: T) => Promise<T>): Promise<Result<T, ApiRefusal>> {
  const result = await answer;
  return result.kind === "ok" ? { kind: "ok", value: await fill(result.value) } : result;
}
