import { ClipboardList, Ellipsis, MessageSquare, Mic, MicOff, MonitorUp, PhoneOff, Video, VideoOff, type LucideIcon } from "lucide-preact";
import type { ComponentChildren, RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { DeviceState, ScreenState } from "../../call";
import { Icon } from "../components/basics";
import { useText } from "../context";
import { onDisc } from "./chatRules";
import { missingWords } from "./deviceWords";

export type PanelKind = "program" | "chat" | "more" | "lock" | "line";

interface CallBarProps {
  /// Why microphone and camera are off for good; null: they are not.
  readonly blocked: string | null;
  readonly mic: DeviceState;
  readonly camera: DeviceState;
  readonly screen: ScreenState;
  readonly canShare: boolean;
  readonly panel: PanelKind | null;
  readonly unread: number;
  readonly ending: boolean;
  readonly programRef: RefObject<HTMLButtonElement>;
  readonly chatRef: RefObject<HTMLButtonElement>;
  readonly moreRef: RefObject<HTMLButtonElement>;
  readonly endRef: RefObject<HTMLButtonElement>;
  readonly onMic: (on: boolean) => void;
  readonly onCamera: (on: boolean) => void;
  readonly onShare: () => void;
  readonly onPanel: (panel: PanelKind) => void;
  readonly onEnd: () => void;
  readonly endPopover: ComponentChildren;
}

/// Order and place never change. One toolbar: Tab in, arrows within.
export function CallBar(props: CallBarProps) {
  const t = useText();
  const bar = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const buttons = [...(bar.current?.querySelectorAll<HTMLButtonElement>("button.cbtn") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (at < 0 || buttons.length === 0) return;
    const to = nextIndex(event.key, at, step, buttons.length);
    if (to === null) return;
    event.preventDefault();
    buttons[at]?.setAttribute("tabindex", "-1");
    buttons[to]?.setAttribute("tabindex", "0");
    buttons[to]?.focus();
  };
  return (
    <footer class="meet__bar" id="controls" tabIndex={-1}>
      <div class="cb" role="toolbar" aria-label={t.text("meeting.bar")} ref={bar} onKeyDown={onKeyDown}>
        <Switch name={t.text("meeting.mic")} device={props.mic} icons={[Mic, MicOff]} first blocked={props.blocked} onSwitch={props.onMic} kind="mic" />
        <Switch name={t.text("meeting.camera")} device={props.camera} icons={[Video, VideoOff]} blocked={props.blocked} onSwitch={props.onCamera} kind="camera" />
        {props.canShare && <Share screen={props.screen} blocked={props.blocked} onShare={props.onShare} />}
        <span class="vsep" />
        <Opener
          name={t.text("meeting.program")}
          icon={ClipboardList}
          open={props.panel === "program"}
          button={props.programRef}
          onClick={() => props.onPanel("program")}
        />
        <Opener
          name={t.text("meeting.chat")}
          icon={MessageSquare}
          open={props.panel === "chat"}
          unread={props.unread}
          button={props.chatRef}
          onClick={() => props.onPanel("chat")}
        />
        <Opener
          name={t.text("meeting.more")}
          icon={Ellipsis}
          open={props.panel === "more"}
          button={props.moreRef}
          onClick={() => props.onPanel("more")}
        />
        <span class="vsep" />
        <span class="cb__end">
          {props.endPopover}
          <button
            ref={props.endRef}
            type="button"
            class="cbtn cbtn--end"
            tabIndex={-1}
            aria-haspopup="dialog"
            aria-expanded={props.ending}
            onClick={props.onEnd}
          >
            <span class="disc">
              <Icon of={PhoneOff} />
            </span>
            <span>{t.text("meeting.end")}</span>
          </button>
        </span>
      </div>
    </footer>
  );
}

export function nextIndex(key: string, at: number, step: number | undefined, count: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return step === undefined ? null : (at + step + count) % count;
}

interface SwitchProps {
  readonly name: string;
  readonly kind: "mic" | "camera";
  readonly device: DeviceState;
  readonly icons: readonly [on: LucideIcon, off: LucideIcon];
  readonly first?: boolean;
  readonly blocked: string | null;
  readonly onSwitch: (on: boolean) => void;
}

/// The label never changes, so that it can be spoken to: "click Mic".
function Switch({ name, kind, device, icons, first, blocked, onSwitch }: SwitchProps) {
  const t = useText();
  const on = blocked === null && (device.kind === "on" || device.kind === "starting");
  const problem = blocked === null && device.kind === "unavailable" ? device.problem : null;
  const reason = blocked ?? (problem && missingWords(t, kind, problem));
  const why = `${kind}-why`;
  return (
    <button
      type="button"
      class="cbtn"
      role="switch"
      aria-label={name}
      aria-checked={on}
      aria-busy={on && device.kind === "starting" ? "true" : undefined}
      aria-disabled={blocked === null ? undefined : "true"}
      aria-describedby={reason === null ? undefined : why}
      tabIndex={first ? 0 : -1}
      onClick={() => {
        if (blocked === null) onSwitch(!on);
      }}
    >
      <span class="disc">
        <Icon of={on ? icons[0] : icons[1]} />
        {problem && <span class="dot dot--bad" aria-hidden="true" />}
      </span>
      <span>{name}</span>
      {reason !== null && (
        <span class={blocked === null ? "sr" : "cbtn__why"} id={why}>
          {reason}
        </span>
      )}
    </button>
  );
}

/// Told apart by its words as well: who shares something must see how to stop it.
function Share({ screen, blocked, onShare }: { screen: ScreenState; blocked: string | null; onShare: () => void }) {
  const t = useText();
  const names = { off: "meeting.share", choosing: "meeting.shareChoosing", on: "meeting.stopSharing" } as const;
  return (
    <button
      type="button"
      class="cbtn cbtn--share"
      aria-pressed={screen.kind === "on"}
      aria-busy={screen.kind === "choosing" ? "true" : undefined}
      aria-disabled={blocked === null ? undefined : "true"}
      aria-describedby={blocked === null ? undefined : "share-why"}
      tabIndex={-1}
      onClick={() => {
        if (blocked === null) onShare();
      }}
    >
      <span class="disc">
        <Icon of={MonitorUp} />
      </span>
      <span>{t.text(names[screen.kind])}</span>
      {blocked !== null && (
        <span class="cbtn__why" id="share-why">
          {blocked}
        </span>
      )}
    </button>
  );
}

interface OpenerProps {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly open: boolean;
  readonly unread?: number;
  readonly button: RefObject<HTMLButtonElement>;
  readonly onClick: () => void;
}

function Opener({ name, icon, open, unread = 0, button, onClick }: OpenerProps) {
  const t = useText();
  return (
    <button ref={button} type="button" class="cbtn" aria-expanded={open} tabIndex={-1} onClick={onClick}>
      <span class="disc">
        <Icon of={icon} />
        {unread > 0 && (
          <span class="dot num" aria-hidden="true">
            {onDisc(unread)}
          </span>
        )}
      </span>
      <span>{name}</span>
      {unread > 0 && <span class="sr">{t.text("meeting.chatNew", { n: unread })}</span>}
    </button>
  );
}
