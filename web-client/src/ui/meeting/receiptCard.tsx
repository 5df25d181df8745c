import { FileBraces, FileDown, Lock } from "lucide-preact";
import { useSignal } from "@preact/signals";
import type { Meeting } from "../../api";
import { type Receipt, type ReportsApi } from "../../api/reports";
import { Avatar, Button, Icon } from "../components/basics";
import { NumbersNote } from "../components/numbersNote";
import { saveFile } from "../components/saveFile";
import { Problem } from "../components/states";
import { useText } from "../context";
import type { ApiRefusal, Result } from "../../api";
import { type Fact, receiptFacts } from "./receiptFacts";

/// The receipt as core signed it, to be seen and kept.
export function ReceiptCard({ meeting, receipt, reports }: { meeting: Meeting; receipt: Receipt; reports: ReportsApi }) {
  const t = useText();
  const { people, meeting: facts } = receiptFacts(t, receipt);
  const refusal = useSignal<ApiRefusal | null>(null);
  const keep = (file: Promise<Result<Blob, ApiRefusal>>, ending: string): void => {
    refusal.value = null;
    void file.then((answer) => {
      if (answer.kind === "ok") saveFile(answer.value, `${receipt.number}.${ending}`);
      else refusal.value = answer.refusal;
    });
  };
  return (
    <section class="card rcp" aria-labelledby="receipt">
      <h2 id="receipt" class="h-lg">
        {t.text("ended.receipt")}
      </h2>
      <div class="two two--ok" aria-hidden="true">
        <Avatar name={receipt.host.name ?? ""} />
        <i />
        <Icon of={Lock} />
        <i />
        <Avatar name={receipt.invitee.name ?? ""} human />
      </div>
      <Facts facts={people} />
      <hr />
      <Facts facts={facts} />
      <hr />
      <p class="tiny muted num any">{t.text("receipt.signed", { number: receipt.number })}</p>
      <div class="row g-2 no-print">
        <Button variant="secondary" measure="sm" icon={FileDown} onClick={() => keep(reports.receiptPdf(meeting.id, t.language), "pdf")}>
          {t.text("receipt.pdf")}
        </Button>
        <Button variant="tertiary" measure="sm" icon={FileBraces} onClick={() => keep(reports.receiptFhir(meeting.id), "json")}>
          {t.text("receipt.fhir")}
        </Button>
      </div>
      <NumbersNote />
      {refusal.value && <Problem refusal={refusal.value} />}
    </section>
  );
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="kv num">
      {facts.map(({ term, fact, below }) => (
        <FactRow key={term} term={term} fact={fact} below={below} />
      ))}
    </dl>
  );
}

function FactRow({ term, fact, below }: { term: string; fact: string; below: string | undefined }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        {fact}
        {below !== undefined && <span class="rcp__below muted small">{below}</span>}
      </dd>
    </>
  );
}
