import { IdCard, MicOff, Volume2 } from "lucide-preact";
import type { ComponentChildren } from "preact";
import type { Call, CallState, Person } from "../../call";
import { Avatar, Button, Icon, WithIcon } from "../components/basics";
import { useApp, useText } from "../context";
import { useNow } from "../hooks";
import { firstName, pictureOf, titleText } from "../words";
import { Picture } from "./picture";
import { SelfPicture } from "./selfPicture";
import { SharedScreen, SharingNote, showsTheirScreen } from "./sharing";
import { Stopped } from "./stopped";

type Waiting = Extract<CallState, { kind: "waiting" }>;
type InCall = Extract<CallState, { kind: "inCall" }>;

interface StageProps {
  readonly call: Call;
  readonly state: Waiting | InCall;
  readonly phone: string | null;
  /// The host is in another meeting.
  readonly otherBusy: boolean;
  readonly children: ComponentChildren;
}

/// The other's picture is the largest thing, or their screen while they share it; nothing covers a face. Who shares
/// themselves goes on seeing the other: of one's own screen there is nothing to see that is not there already.
export function Stage({ call, state, phone, otherBusy, children }: StageProps) {
  const t = useText();
  const lock = call.lock.value;
  if (lock.kind === "broken") {
    return (
      <div class="meet__stage" id="stage" tabIndex={-1}>
        <Stopped lock={lock} first={firstName(state.other.name)} phone={phone} onEnd={() => call.end()} />
      </div>
    );
  }
  const theirs = showsTheirScreen(state);
  return (
    <div class="meet__stage" id="stage" tabIndex={-1} data-share={theirs ? "" : undefined}>
      {theirs && <SharedScreen call={call} state={state} />}
      {call.local.value.screen.kind === "on" && <SharingNote call={call} state={state} />}
      {call.local.value.cameraPaused && call.local.value.camera.kind === "on" && <PausedNote call={call} />}
      {state.kind === "waiting" ? <Alone call={call} state={state} otherBusy={otherBusy} /> : <Other call={call} state={state} phone={phone} />}
      {call.remote.value.soundBlocked && (
        <div class="soundback">
          <Button wide measure="lg" icon={Volume2} onClick={() => call.allowSound()}>
            {t.text("meeting.soundBack")}
          </Button>
        </div>
      )}
      {state.kind === "inCall" && <SelfPicture local={call.local.value} you={state.you} still={theirs} />}
      {children}
    </div>
  );
}

/// Who can't be seen is told so, and why; and wins over the rule that paused the camera.
function PausedNote({ call }: { call: Call }) {
  const t = useText();
  return (
    <div class="shbar shbar--low" role="group" aria-label={t.text("paused.yours")}>
      <span>{t.text("paused.yours")}</span>
      <Button measure="sm" onClick={() => call.insistCamera()}>
        {t.text("paused.anyway")}
      </Button>
    </div>
  );
}

function Plate({ person, muted }: { person: Person; muted: boolean }) {
  const t = useText();
  const title = titleText(t, person.title);
  return (
    <div class="plate">
      {muted && <Icon of={MicOff} />}
      <span>
        {person.name} {title !== "" && <small>· {title}</small>}
      </span>
      {muted && <span class="sr">{t.text("meeting.micOff")}</span>}
    </div>
  );
}

function Other({ call, state, phone }: { call: Call; state: InCall; phone: string | null }) {
  const t = useText();
  const remote = call.remote.value;
  const lost = state.link.kind !== "up";
  const { kind } = call.lock.value;
  const secured = kind !== "waiting" && kind !== "securing";
  // Without a connection the last picture would stand still. That their camera is on they say themselves, sealed: while
  // keys are agreed on anew with the same page, it goes on by those of before.
  const live = !lost && !state.undecodable && state.media === "up" && state.otherCamera && remote.cameraLive;
  const first = firstName(state.other.name);
  const words = !secured
    ? t.text("lock.securing")
    : state.undecodable
      ? t.text("say.undecodable")
      : state.media === "up" && !state.otherCamera
        ? t.text(state.otherCameraPaused ? "paused.theirs" : "meeting.cameraOffOf", { first })
        : t.text("meeting.connecting");
  return (
    <figure class="tile tile--main" aria-label={pictureOf(t, state.other)}>
      <Picture
        stream={remote.camera}
        shown={live}
        fallback={
          lost ? null : (
            <div class="rc">
              <Avatar name={state.other.name} human={state.other.seat === "invitee"} size="xl" />
              <p>{words}</p>
              {state.media === "connecting" && <NoWay sinceMs={state.sinceMs} />}
            </div>
          )
        }
      />
      {state.link.kind === "otherLost" && <OtherLost other={state.other} until={state.link.until} phone={phone} />}
      {state.link.kind === "youReconnecting" && <YouLost other={state.other} sinceMs={state.link.sinceMs} />}
      <figcaption>
        <Plate person={state.other} muted={!state.otherMic} />
        {state.link.kind === "up" && state.link.mends && <Mends {...state.link.mends} other={state.other} />}
      </figcaption>
    </figure>
  );
}

/// The slowest way there is, TLS to a relay where nothing else passes, was seen to take Chromium 12 s. Sooner frightens
/// people who will see each other, later leaves them staring.
const NO_WAY_AFTER_MS = 16_000;

/// What keeps pictures and sound from coming up at all is nearly always a network that stops them.
function NoWay({ sinceMs }: { sinceMs: number }) {
  const t = useText();
  const { nowMs } = useApp();
  const late = useNow(nowMs, 1000) - sinceMs >= NO_WAY_AFTER_MS;
  return (
    <div role="status">
      {late && (
        <>
          <p>{t.text("blocked.title")}</p>
          <p class="small">{t.text("blocked.body")}</p>
        </>
      )}
    </div>
  );
}

/// Mostly it is over sooner, and nobody needs to know.
const MENDS_SAID_AFTER_MS = 3000;

/// Whoever writes or ends the meeting now has to wait; talking goes on.
function Mends({ whose, sinceMs, other }: { whose: "you" | "other"; sinceMs: number; other: Person }) {
  const t = useText();
  const { nowMs } = useApp();
  const isSaid = useNow(nowMs, 500) - sinceMs >= MENDS_SAID_AFTER_MS;
  return (
    <div role="status">
      {isSaid && <div class="plate plate--mends">{t.text(whose === "you" ? "mends.yours" : "mends.theirs", { first: firstName(other.name) })}</div>}
    </div>
  );
}

const SEAT_KEPT_S = 60;

function OtherLost({ other, until, phone }: { other: Person; until: number; phone: string | null }) {
  const t = useText();
  const { nowMs } = useApp();
  const left = Math.max(0, Math.ceil((until - useNow(nowMs, 1000)) / 1000));
  const first = firstName(other.name);
  return (
    <div class="rc rc--lost">
      <Ring part={left / SEAT_KEPT_S}>
        <Avatar name={other.name} human={other.seat === "invitee"} size="xl" />
      </Ring>
      <h2>{t.text("lost.title", { first })}</h2>
      <p class="num">{t.text("lost.body", { first, n: left })}</p>
      {phone !== null && <p class="small num">{t.text("lost.callThem", { phone })}</p>}
    </div>
  );
}

function YouLost({ other, sinceMs }: { other: Person; sinceMs: number }) {
  const t = useText();
  const { nowMs } = useApp();
  const seconds = Math.max(0, Math.floor((useNow(nowMs, 1000) - sinceMs) / 1000));
  return (
    <div class="rc rc--lost">
      <Ring part={Math.max(0, 1 - seconds / SEAT_KEPT_S)}>
        <Avatar name={other.name} human={other.seat === "invitee"} size="xl" />
      </Ring>
      <h2>{t.text("lost.youTitle")}</h2>
      <p>{t.text("lost.youBody", { first: firstName(other.name) })}</p>
      <p class="small num">{t.text("lost.youSince", { n: seconds })}</p>
    </div>
  );
}

/// What is left of the time the seat is kept.
function Ring({ part, children }: { part: number; children: ComponentChildren }) {
  return (
    <div class="ring">
      <svg viewBox="0 0 100 100" fill="none" aria-hidden="true" focusable="false">
        <circle cx="50" cy="50" r="46" class="ring__all" />
        <circle cx="50" cy="50" r="46" class="ring__left" pathLength={100} stroke-dasharray={`${Math.min(1, part) * 100} 100`} />
      </svg>
      {children}
    </div>
  );
}

/// Nobody else is here: the own picture, large, and what happens next.
function Alone({ call, state, otherBusy }: { call: Call; state: Waiting; otherBusy: boolean }) {
  const t = useText();
  const { preferences } = useApp();
  const first = firstName(state.other.name);
  const lost = state.link.kind === "youReconnecting";
  return (
    <figure class="tile tile--main tile--alone" aria-label={t.text("meeting.yourPicture")}>
      <Picture
        stream={call.local.value.cameraStream}
        mirror={preferences.mirror.value}
        fallback={
          <span class="tile__face">
            <Avatar name={state.you.name} human={state.you.seat === "invitee"} size="xl" />
          </span>
        }
      />
      <div class="dlg wt">
        {lost ? (
          <>
            <h2>{t.text("lost.youTitle")}</h2>
            <p class="muted">{t.text("say.lostYours")}</p>
          </>
        ) : (
          <>
            <h2>{state.otherWasHere ? t.text("say.absent", { first }) : t.text("meeting.canSeeYouAreHere", { first })}</h2>
            {otherBusy && (
              <p class="strong" role="status">
                {t.text("invite.busy", { first })}
              </p>
            )}
            <p class="muted">{t.text("meeting.startsWhen", { first })}</p>
            <p class="small">
              <WithIcon icon={IdCard} size="sm">
                {t.text("meeting.photoIdAtHand")}
              </WithIcon>
            </p>
          </>
        )}
      </div>
      <figcaption>
        <div class="plate">
          <span>{t.text("check.plate", { name: state.you.name })}</span>
        </div>
      </figcaption>
    </figure>
  );
}
