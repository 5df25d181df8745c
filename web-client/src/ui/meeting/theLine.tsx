import { BadgeCheck, CircleOff, Info } from "lucide-preact";
import type { RefObject } from "preact";
import type { CallState, Identity, Line, LockState, Person, Quality } from "../../call";
import { Mark } from "../../drawings/marks";
import { Avatar, Icon, WithIcon } from "../components/basics";
import { useApp, useText } from "../context";
import { useNow } from "../hooks";
import { titleText } from "../words";
import { methodOf } from "./identity";
import { badgeOf, isKeyed } from "./lockState";

type Live = Extract<CallState, { kind: "waiting" | "inCall" }>;

interface LineProps {
  readonly state: Live;
  readonly quality: Pick<Line, "you" | "other">;
  readonly qualityOpen: boolean;
  readonly qualityRef: RefObject<HTMLButtonElement>;
  readonly onQuality: () => void;
  readonly lock: LockState;
  readonly lockOpen: boolean;
  readonly lockRef: RefObject<HTMLButtonElement>;
  readonly onLock: () => void;
}

/// Two people, one wire, the lock in the middle: who is here, both connections, the encryption. It never hides or moves.
export function TheLine({ state, quality, qualityOpen, qualityRef, onQuality, lock, lockOpen, lockRef, onLock }: LineProps) {
  const t = useText();
  const otherHere = state.kind === "inCall" && state.link.kind !== "otherLost";
  const youLost = state.link.kind === "youReconnecting";
  return (
    <header class="meet__line" id="line" tabIndex={-1}>
      <div class="l">
        <span class="brand" role="img" aria-label={t.text("brand")}>
          <Mark />
        </span>
        {state.kind === "inCall" && <Duration sinceMs={state.sinceMs} />}
      </div>
      <div class="line" role="group" aria-label={t.text("meeting.inThis")}>
        <End
          person={state.you}
          you
          quality={youLost ? 0 : quality.you}
          identity={isKeyed(lock) ? lock.own : null}
          open={qualityOpen}
          opener={qualityRef}
          onOpen={onQuality}
        />
        <div class="wire" data-state={lock.kind} data-far={otherHere ? "ok" : "lost"} data-near={youLost ? "lost" : "ok"}>
          <LockBadge lock={lock} open={lockOpen} badge={lockRef} onClick={onLock} />
        </div>
        <End
          person={state.other}
          far
          quality={otherHere ? quality.other : 0}
          identity={isKeyed(lock) ? lock.peer : null}
          away={state.kind === "waiting" ? t.text("meeting.notHere") : null}
          open={qualityOpen}
          onOpen={onQuality}
        />
      </div>
      <div class="r">
        <WithIcon icon={CircleOff} size="sm">
          {t.text("meeting.notRecorded")}
        </WithIcon>
      </div>
    </header>
  );
}

interface EndProps {
  readonly person: Person;
  readonly quality: Quality;
  readonly you?: boolean;
  readonly far?: boolean;
  /// Verified in this browser; never what the server says.
  readonly identity?: Identity | null;
  /// Said instead of the role while the person is not here.
  readonly away?: string | null;
  readonly open: boolean;
  readonly opener?: RefObject<HTMLButtonElement>;
  readonly onOpen: () => void;
}

function End({ person, quality, you, far, identity, away, open, opener, onOpen }: EndProps) {
  const t = useText();
  const word = t.text(`quality.${quality}`);
  const name = you ? t.text("quality.yours", { quality: word }) : t.text("quality.theirs", { quality: word });
  const title = titleText(t, person.title);
  return (
    <div class={`end ${far ? "end--far" : ""}`}>
      <Avatar name={person.name} human={person.seat === "invitee"} />
      {/* All of the end is to be pressed: the bars alone are too small for a finger. */}
      {!away && (
        <button ref={opener ?? null} type="button" class="end__open" aria-expanded={open} aria-label={`${name}. ${t.text("quality.more")}`} onClick={onOpen} />
      )}
      <div class="end__t">
        <span class="end__n">{person.name}</span>
        <span class="end__r">
          {!away && <Bars quality={quality} />}
          {you ? (
            <>
              <span class="narrow-only">{t.text("common.you")}</span>
              <span class="wide-only">{title === "" ? t.text("common.you") : t.text("meeting.youAs", { title })}</span>
            </>
          ) : (
            <span>{away ?? title}</span>
          )}
          {!away && identity && <SignedInBy identity={identity} />}
        </span>
      </div>
    </div>
  );
}

/// How they proved who they are, where there is room for it; the lock's panel says more.
function SignedInBy({ identity }: { identity: Identity }) {
  const t = useText();
  const { text, weak } = methodOf(t, identity);
  return (
    <span class={`end__m ${weak ? "end__m--weak" : ""}`}>
      <span aria-hidden="true">·</span>
      <Icon of={weak ? Info : BadgeCheck} />
      {text}
    </span>
  );
}

/// Four bars; the name of the button around them says it in words.
function Bars({ quality }: { quality: Quality }) {
  return (
    <span class="q" data-q={quality} aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
    </span>
  );
}

interface BadgeProps {
  readonly lock: LockState;
  readonly open: boolean;
  readonly badge: RefObject<HTMLButtonElement>;
  readonly onClick: () => void;
}

function LockBadge({ lock, open, badge, onClick }: BadgeProps) {
  const t = useText();
  const [icon, text] = badgeOf(lock, t);
  return (
    <button ref={badge} type="button" class="lock" data-state={lock.kind} aria-expanded={open} onClick={onClick}>
      <Icon of={icon} />
      <span class="lock__t">{text}</span>
    </button>
  );
}

function Duration({ sinceMs }: { sinceMs: number }) {
  const t = useText();
  const { nowMs } = useApp();
  const seconds = Math.max(0, Math.floor((useNow(nowMs, 1000) - sinceMs) / 1000));
  const minutes = Math.floor(seconds / 60).toString();
  const text = `${minutes.padStart(2, "0")}:${(seconds % 60).toString().padStart(2, "0")}`;
  return (
    <span class="small num muted strong" role="timer" aria-label={t.text("meeting.duration")} aria-live="off">
      {text}
    </span>
  );
}
