import { Eye, FilePen, KeyRound, ShieldAlert, TriangleAlert, UserCog, Video, type LucideIcon } from "lucide-preact";
import type { ReportLine, ReportParty } from "../../api/reports";
import { Icon } from "../components/basics";
import { useText } from "../context";
import { detailsText, eventText, isEmergency, isRefusal, partyText, roleText } from "./lineWords";

interface TableProps {
  readonly lines: readonly ReportLine[];
  /// Narrows the report to one person.
  readonly onOf: (party: ReportParty) => void;
  readonly onAbout: (party: ReportParty) => void;
}

/// A table on wide screens; the same rows are cards on narrow ones.
export function ReportTable({ lines, onOf, onAbout }: TableProps) {
  const t = useText();
  return (
    <table class="tbl rep">
      <caption class="sr">{t.text("reports.caption")}</caption>
      <thead>
        <tr>
          <th scope="col" aria-sort="descending">
            {t.text("reports.col.when")}
          </th>
          <th scope="col">{t.text("reports.col.who")}</th>
          <th scope="col">{t.text("reports.col.what")}</th>
          <th scope="col">{t.text("reports.col.about")}</th>
          <th scope="col">{t.text("reports.col.details")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.seq}>
            <td class="num">
              <span class="strong">{t.time(line.at)}</span>
              <span class="small muted r">{t.shortDate(line.at)}</span>
            </td>
            <td>
              <Party party={line.actor} onChoose={onOf} strong />
              {line.actor?.kind !== "system" && <span class="small muted r">{roleText(t, line.role)}</span>}
            </td>
            <td>
              <Happened line={line} />
            </td>
            <td>
              {/* Nobody is known only of who signs in; what is about nobody is about all of them. */}
              <Party party={line.about?.kind === "unknown" ? null : line.about} onChoose={onAbout} />
            </td>
            <td class="muted any">{detailsText(t, line)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Party({ party, onChoose, strong }: { party: ReportParty | null; onChoose: (party: ReportParty) => void; strong?: boolean }) {
  const t = useText();
  const text = partyText(t, party);
  if (party?.id == null || party.kind === "system") return <span class={strong ? "strong" : ""}>{text}</span>;
  return (
    <button type="button" class={`as-link ${strong ? "strong" : ""}`} onClick={() => onChoose(party)}>
      {text}
    </button>
  );
}

function Happened({ line }: { line: ReportLine }) {
  const t = useText();
  const tone = isRefusal(line) ? "ev--bad" : isEmergency(line) || line.basis ? "ev--warn" : line.event.startsWith("meeting-") ? "ev--accent" : "";
  return (
    <span class={`ev ${tone}`}>
      <Icon of={iconOf(line)} />
      {eventText(t, line.event)}
    </span>
  );
}

function iconOf(line: ReportLine): LucideIcon {
  if (isRefusal(line)) return ShieldAlert;
  if (isEmergency(line)) return TriangleAlert;
  const family = line.event.split("-")[0];
  switch (family) {
    case "meeting":
      return Video;
    case "program":
    case "template":
    case "exercise":
    case "training":
      return FilePen;
    case "sign":
    case "password":
    case "code":
      return KeyRound;
    case "person":
    case "people":
    case "role":
    case "roles":
    case "unit":
    case "organisation":
      return UserCog;
    default:
      return Eye;
  }
}
