import { Download, Printer, UserRound, X } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { type Report, type ReportLine, type ReportParty, reportsApi } from "../../api/reports";
import { Button, Note, Skeleton } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { NumbersNote } from "../components/numbersNote";
import { saveFile } from "../components/saveFile";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import { NamesNote } from "../records/namesNote";
import { FilterForm } from "./filterForm";
import { type Asked, filtersOf, readAsked, writeAsked } from "./filters";
import { partyText } from "./lineWords";
import { Plot } from "./plot";
import { ReportTable } from "./table";

type Shown =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly first: Report; readonly lines: readonly ReportLine[]; readonly next: string | null }
  | { readonly kind: "refused"; readonly refusal: ApiRefusal };

/// For administrators: what people did, and what happened to people's data. Its filters stand in the address.
export function ReportsPage() {
  const t = useText();
  const { api, router, nowMs } = useApp();
  const reports = useMemo(() => reportsApi(api), [api]);
  const query = router.query.value;
  const asked = useMemo(() => readAsked(query), [query]);
  const shown = useSignal<Shown>({ kind: "loading" });
  const exporting = useSignal(false);
  const problem = useSignal<ApiRefusal | null>(null);
  const title = asked.kind === "access" ? t.text("reports.access") : t.text("reports.activity");
  usePage(title, "sm");

  const ask = (change: Partial<Asked>): void => router.refine(writeAsked({ ...asked, ...change }));

  useEffect(() => {
    const stop = new AbortController();
    shown.value = { kind: "loading" };
    problem.value = null;
    void reports.report(asked.kind, filtersOf(asked, nowMs()), stop.signal).then((answer) => {
      if (stop.signal.aborted) return;
      shown.value =
        answer.kind === "ok"
          ? { kind: "ready", first: answer.value, lines: answer.value.lines, next: answer.value.next }
          : { kind: "refused", refusal: answer.refusal };
    });
    return () => stop.abort();
  }, [asked, reports, nowMs, shown, problem]);

  const more = (): void => {
    const state = shown.value;
    if (state.kind !== "ready" || state.next === null) return;
    const { from, to } = state.first;
    const same = { ...filtersOf(asked, nowMs()), from: from.toISOString(), to: to.toISOString(), cursor: state.next };
    void reports.report(asked.kind, same).then((answer) => {
      // Another report has been asked for since.
      if (shown.value !== state) return;
      if (answer.kind === "ok") shown.value = { ...state, lines: [...state.lines, ...answer.value.lines], next: answer.value.next };
      else problem.value = answer.refusal;
    });
  };
  const toCsv = (): void => {
    if (exporting.value) return;
    exporting.value = true;
    problem.value = null;
    void reports.csv(asked.kind, filtersOf(asked, nowMs())).then((answer) => {
      exporting.value = false;
      if (answer.kind === "ok") saveFile(answer.value, `${asked.kind}-${new Date(nowMs()).toISOString().slice(0, 10)}.csv`);
      else problem.value = answer.refusal;
    });
  };

  return (
    <Frame wide>
      <div class="page__head">
        <div class="stack g-15">
          <PageHeading>{title}</PageHeading>
          <p class="muted">{asked.kind === "access" ? t.text("reports.accessLead") : t.text("reports.activityLead")}</p>
        </div>
        <div class="row no-print">
          <Button variant="tertiary" icon={Printer} onClick={() => print()}>
            {t.text("reports.print")}
          </Button>
          <Button variant="secondary" icon={Download} busy={exporting.value} onClick={toCsv}>
            {exporting.value ? t.text("reports.csvBusy") : t.text("reports.csv")}
          </Button>
        </div>
      </div>
      <NumbersNote />
      <NamesNote onRetry={() => location.reload()} />
      {problem.value && (
        <div class="access-note">
          <Problem refusal={problem.value} />
        </div>
      )}
      <section class="card" aria-label={title}>
        <div class="card__head no-print">
          <div class="seg" role="group" aria-label={t.text("reports.which")}>
            {(["access", "activity"] as const).map((kind) => (
              <label key={kind}>
                <input type="radio" name="report" checked={asked.kind === kind} onChange={() => ask({ kind })} />
                {t.text(`reports.${kind}`)}
              </label>
            ))}
          </div>
        </div>
        <div class="no-print">
          <FilterForm asked={asked} onAsk={ask} />
        </div>
        <OnlyOne asked={asked} shown={shown.value} onAll={() => ask({ of: "", about: "" })} />
        <Lines
          shown={shown.value}
          onOf={(party) => ask({ of: party.id ?? "" })}
          onAbout={(party) => ask({ about: party.id ?? "" })}
          onRetry={() => ask({})}
        />
      </section>
      {shown.value.kind === "ready" && (
        <div class="row between foot">
          <p class="small muted num" role="status">
            {t.text("reports.count", { n: shown.value.lines.length, total: shown.value.first.total ?? shown.value.lines.length })} ·{" "}
            {t.text("reports.logged")}
          </p>
          {shown.value.next !== null && (
            <Button variant="secondary" onClick={more}>
              {t.text("reports.more")}
            </Button>
          )}
        </div>
      )}
    </Frame>
  );
}

/// Says whose report it is, with the way back to everybody's.
function OnlyOne({ asked, shown, onAll }: { asked: Asked; shown: Shown; onAll: () => void }) {
  const t = useText();
  if (asked.of === "" && asked.about === "") return null;
  const lines = shown.kind === "ready" ? shown.lines : [];
  const nameOf = (id: string, parties: readonly (ReportParty | null)[]): string => {
    const party = parties.find((each) => each?.id === id);
    return party ? partyText(t, party) : t.text("reports.onePerson");
  };
  const said = [
    ...(asked.of === "" ? [] : [t.text("reports.onlyOf", { name: nameOf(asked.of, lines.map(({ actor }) => actor)) })]),
    ...(asked.about === "" ? [] : [t.text("reports.onlyAbout", { name: nameOf(asked.about, lines.map(({ about }) => about)) })]),
  ];
  return (
    <div class="card__head only">
      <Note tone="plain" icon={UserRound} title={said.join(" · ")} />
      <Button variant="tertiary" measure="sm" icon={X} class="no-print" onClick={onAll}>
        {t.text("reports.everybody")}
      </Button>
    </div>
  );
}

interface LinesProps {
  readonly shown: Shown;
  readonly onOf: (party: ReportParty) => void;
  readonly onAbout: (party: ReportParty) => void;
  readonly onRetry: () => void;
}

function Lines({ shown, onOf, onAbout, onRetry }: LinesProps) {
  const t = useText();
  if (shown.kind === "loading") return <Skeleton kind="row" count={6} />;
  if (shown.kind === "refused") {
    return (
      <div class="card__body">
        {shown.refusal.status === 404 ? (
          <Note tone="warn" role="alert" icon={UserRound} title={t.text("reports.notFound")} />
        ) : (
          <Problem refusal={shown.refusal} onRetry={onRetry} />
        )}
      </div>
    );
  }
  if (shown.lines.length === 0) {
    return (
      <Empty title={t.text("reports.none")}>
        <p class="small">{t.text("reports.noneHint")}</p>
      </Empty>
    );
  }
  return (
    <>
      {shown.first.timeline && <Plot timeline={shown.first.timeline} from={shown.first.from} to={shown.first.to} />}
      <ReportTable lines={shown.lines} onOf={onOf} onAbout={onAbout} />
    </>
  );
}
