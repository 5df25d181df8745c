import { CircleCheck, CircleHelp, CircleX, TriangleAlert, type LucideIcon } from "lucide-preact";
import type { Call, CallState, Line, LocalMedia, Reception } from "../../call";
import type { MessageKey } from "../../i18n/catalogue";
import type { Translator } from "../../i18n/translate";
import { Icon } from "../components/basics";
import { useText } from "../context";
import { firstName } from "../words";
import { Panel } from "./panel";

type Live = Extract<CallState, { kind: "waiting" | "inCall" }>;
type Tone = "ok" | "warn" | "bad" | "plain";
type Name = "line.theyHear" | "line.theySee" | "line.yourNetwork" | "line.theirNetwork";
type Off = "line.micOff" | "line.cameraOff" | "line.cameraPaused";

const ICONS: Readonly<Record<Tone, LucideIcon>> = { ok: CircleCheck, warn: TriangleAlert, bad: CircleX, plain: CircleHelp };
const RECEPTION = {
  yes: ["ok", "line.yes"],
  trouble: ["warn", "line.trouble"],
  no: ["bad", "line.no"],
} as const satisfies Record<Reception, readonly [Tone, MessageKey]>;

/// What gets through and whose network is weak, each with a word; and one thing to do (UI.md 4.2).
export function LinePanel({ call, state, onClose }: { call: Call; state: Live; onClose: () => void }) {
  const t = useText();
  const line = call.line.value;
  const local = call.local.value;
  const here = state.kind === "inCall" && state.link.kind === "up";
  const rows: readonly (readonly [Name, Tone, string])[] = [
    ["line.theyHear", ...said(t, local.mic.kind === "off" ? "line.micOff" : null, here ? line.theyHear : null)],
    ["line.theySee", ...said(t, cameraOff(local), here ? line.theySee : null)],
    ["line.yourNetwork", toneOf(line.you), t.text(`quality.${line.you}`)],
    ["line.theirNetwork", here ? toneOf(line.other) : "plain", here ? t.text(`quality.${line.other}`) : t.text("line.unknown")],
  ];
  return (
    <Panel title={t.text("line.title")} region={t.text("line.title")} onClose={onClose}>
      <div class="linep">
        <dl class="linep__rows">
          {rows.map(([name, tone, words]) => (
            <div key={name} data-tone={tone}>
              <dt>{t.text(name)}</dt>
              <dd>
                <Icon of={ICONS[tone]} />
                {words}
              </dd>
            </div>
          ))}
        </dl>
        <p>{toDo(t, line, firstName(state.other.name))}</p>
        <p class="small muted">{t.text("line.audioFirst")}</p>
      </div>
    </Panel>
  );
}

function said(t: Translator, off: Off | null, reception: Reception | null): readonly [Tone, string] {
  if (off) return ["plain", t.text(off)];
  if (!reception) return ["plain", t.text("line.unknown")];
  const [tone, words] = RECEPTION[reception];
  return [tone, t.text(words)];
}

function cameraOff(local: LocalMedia): Off | null {
  if (local.cameraPaused) return "line.cameraPaused";
  return local.camera.kind === "on" || local.camera.kind === "starting" ? null : "line.cameraOff";
}

function toneOf(quality: Line["you"]): Tone {
  if (quality >= 3) return "ok";
  return quality === 2 ? "warn" : "bad";
}

function toDo(t: Translator, { weak }: Line, first: string): string {
  switch (weak) {
    case "you":
      return t.text("line.doYours");
    case "other":
      return t.text("line.doTheirs", { first });
    case "between":
      return t.text("line.doBetween");
    case null:
      return t.text("line.fine");
  }
}
