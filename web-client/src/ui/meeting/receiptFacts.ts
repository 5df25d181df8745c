import type { Receipt, ReceiptPerson } from "../../api/reports";
import type { Translator } from "../../i18n/translate";
import { minutesBetween, titleText } from "../words";
import { methodOf } from "./identity";

export interface Fact {
  readonly term: string;
  readonly fact: string;
  /// What more there is to say about it.
  readonly below?: string;
}

/// What a receipt says, in the order of the page. The same words go to the journal.
export function receiptFacts(t: Translator, receipt: Receipt): { readonly people: readonly Fact[]; readonly meeting: readonly Fact[] } {
  const { startedAt, endedAt, program } = receipt;
  return {
    people: [personFact(t, receipt.host), personFact(t, receipt.invitee)],
    meeting: [
      { term: t.text("ended.date"), fact: t.date(startedAt) },
      {
        term: t.text("ended.time"),
        fact: t.text("when.range", { from: t.time(startedAt), to: t.time(endedAt), minutes: minutesBetween(startedAt, endedAt) }),
      },
      { term: t.text("ended.endedBy"), fact: endedByText(t, receipt) },
      { term: t.text("ended.encryption"), fact: encryptionText(t, receipt.encryption.codeCompared) },
      { term: t.text("ended.recorded"), fact: t.text("ended.nothing") },
      ...(program
        ? [
            {
              term: t.text("receipt.program"),
              fact: t.text(program.signedAt === null ? "receipt.versionUnsigned" : "receipt.version", { name: program.name, n: program.version }),
            },
          ]
        : []),
    ],
  };
}

/// Plain text, a line for each fact: for a journal that takes no more than that.
export function receiptText(t: Translator, receipt: Receipt): string {
  const { people, meeting } = receiptFacts(t, receipt);
  const lines = [...people, ...meeting, { term: t.text("receipt.organisation"), fact: receipt.organisation }].map(({ term, fact, below }: Fact) =>
    t.text("receipt.line", { term, fact: below === undefined ? fact : `${fact} (${below})` }),
  );
  return [t.text("ended.receipt"), ...lines, t.text("receipt.signed", { number: receipt.number })].join("\n");
}

function personFact(t: Translator, person: ReceiptPerson): Fact {
  const title = titleText(t, person.title);
  return {
    term: title === "" ? t.text(person.role === "client" ? "identity.participant" : "identity.instructor") : title,
    fact: person.name ?? t.text("receipt.nameless"),
    below: identifiedText(t, person),
  };
}

function identifiedText(t: Translator, { identifiedBy, provider, level, signedInAt }: ReceiptPerson): string {
  if (signedInAt === null) return t.text("receipt.notIdentified");
  const how = { methods: identifiedBy, ...(provider === null ? {} : { vouchedBy: provider }), ...(level === null ? {} : { level }) };
  return t.text("receipt.signedIn", { method: methodOf(t, how).text, time: t.time(signedInAt) });
}

function endedByText(t: Translator, receipt: Receipt): string {
  switch (receipt.endedBy) {
    case "host":
      return receipt.host.name ?? t.text("receipt.nameless");
    case "invitee":
      return receipt.invitee.name ?? t.text("receipt.nameless");
    default:
      return t.text("receipt.server");
  }
}

function encryptionText(t: Translator, compared: Receipt["encryption"]["codeCompared"]): string {
  switch (compared) {
    case "same":
      return t.text("receipt.same");
    case "different":
      return t.text("receipt.different");
    case "no":
      return t.text("receipt.encrypted");
  }
}
