import { useComputed, useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { browserTimers, createAnnouncer } from "../../app/announcer";
import type { MeetingPage } from "../../app/meetingPage";
import type { Call, CallState } from "../../call";
import { announceProgram } from "../program/announceProgram";
import { CloseUp, DistanceAsk, DistanceCard } from "../program/distance";
import { MeetingProgramPanel } from "../program/meetingPanel";
import { type MeetingProgram, useMeetingProgram } from "../program/meetingProgram";
import { PageHeading, usePage } from "../components/frame";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { announceEvents, watchDevices, watchMutedSpeech, watchQuality } from "./announce";
import { CallBar, type PanelKind } from "./callBar";
import { ChatPanel } from "./chatPanel";
import { prefetchPictures } from "./compareCode";
import { Cover } from "./cover";
import { EndPopover } from "./endPopover";
import { useGlassKeyboard } from "./glassKeyboard";
import { toggleShare, useMeetingKeys } from "./meetingKeys";
import { LinePanel } from "./linePanel";
import { LockPanel } from "./lockPanel";
import { isKeyed } from "./lockState";
import { MorePanel } from "./panels";
import { Stage } from "./stage";
import { TheLine } from "./theLine";
import { Spoken, Toasts } from "./toasts";
import { useUnread } from "./unread";
import { keepScreenOn } from "./wakeLock";

type Live = Extract<CallState, { kind: "waiting" | "inCall" }>;

/// The meeting itself, from waiting for the other to the end: line, stage, panel, call bar.
export function MeetingScreen({ call, state, page, contactId }: { call: Call; state: Live; page: MeetingPage; contactId: string | null }) {
  const t = useText();
  const panel = useSignal<PanelKind | null>(null);
  const ending = useSignal(false);
  const covered = useSignal(false);
  const refs = {
    program: useRef<HTMLButtonElement>(null),
    chat: useRef<HTMLButtonElement>(null),
    more: useRef<HTMLButtonElement>(null),
    lock: useRef<HTMLButtonElement>(null),
    line: useRef<HTMLButtonElement>(null),
    end: useRef<HTMLButtonElement>(null),
  };
  // What is half written is kept while the panel is closed, and goes with the page.
  const draft = useSignal("");
  const chatOpen = useComputed(() => panel.value === "chat");
  const unread = useUnread(call, chatOpen);
  const programOpen = useComputed(() => panel.value === "program");
  const program = useMeetingProgram(call, page, state.you.seat === "host", contactId);
  const announcer = useAnnouncements(call, chatOpen, program, programOpen);
  useGlassKeyboard();
  const title = titleOf(t, state, call.local.value.screen.kind === "on");
  const lock = call.lock.value;
  const [keyed, broken] = [isKeyed(lock), lock.kind === "broken"];
  usePage(title, "sm");

  const togglePanel = (kind: PanelKind): void => {
    if (panel.value === kind) closePanel();
    else panel.value = kind;
  };
  const closePanel = (): void => {
    const opener = panel.value;
    panel.value = null;
    if (opener) refs[opener].current?.focus();
  };
  useEffect(() => {
    if (keyed) prefetchPictures();
  }, [keyed]);
  useEffect(() => {
    // The stage says it all now; nobody is to go on comparing.
    if (broken && panel.peek() === "lock") panel.value = null;
  }, [broken, panel]);
  const stay = (): void => {
    ending.value = false;
    refs.end.current?.focus();
  };
  const cover = (): void => {
    covered.value = true;
    call.setMic(false);
    call.setCamera(false);
    call.stopSharing();
  };
  useMeetingKeys({
    call,
    announcer,
    togglePanel,
    closePanel,
    panelOpen: () => panel.value !== null,
    covered: () => covered.value,
    cover,
    turn: (step) => program.turn(step),
  });
  // Only the client stands back, and only for as long as there is somebody to see.
  const far = call.together.value.distance === "on" && state.you.seat === "invitee" && state.kind === "inCall" && !broken;

  return (
    <>
      {!far && (
        <a class="skip" href="#controls">
          {t.text("skip.controls")}
        </a>
      )}
      <main class={far ? "meet meet--far" : "meet"} id="main">
        <PageHeading quiet>{title}</PageHeading>
        <TheLine
          state={state}
          quality={call.line.value}
          qualityOpen={panel.value === "line"}
          qualityRef={refs.line}
          onQuality={() => togglePanel("line")}
          lock={lock}
          lockOpen={panel.value === "lock"}
          lockRef={refs.lock}
          onLock={() => togglePanel("lock")}
        />
        <Stage call={call} state={state} phone={page.phone.value} otherBusy={page.otherBusy.value}>
          <Toasts announcer={announcer} />
          {state.kind === "inCall" && <DistanceAsk call={call} state={state} />}
          {far && <CloseUp call={call} />}
        </Stage>
        {far && panel.value !== "lock" && <DistanceCard call={call} program={program} />}
        {panel.value === "program" && !far && <MeetingProgramPanel call={call} state={state} program={program} contactId={contactId} onClose={closePanel} />}
        {panel.value === "chat" && !far && <ChatPanel call={call} state={state} draft={draft} onClose={closePanel} />}
        {panel.value === "more" && !far && <MorePanel call={call} onCompare={() => togglePanel("lock")} onClose={closePanel} />}
        {panel.value === "line" && !far && <LinePanel call={call} state={state} onClose={closePanel} />}
        {panel.value === "lock" && <LockPanel call={call} state={state} phone={page.phone.value} onClose={closePanel} />}
        {!far && (
          <CallBar
            blocked={broken ? t.text("stop.blocked") : null}
            mic={call.local.value.mic}
            camera={call.local.value.camera}
            screen={call.local.value.screen}
            canShare={call.local.value.canShare}
            panel={panel.value}
            unread={unread}
            ending={ending.value}
            programRef={refs.program}
            chatRef={refs.chat}
            moreRef={refs.more}
            endRef={refs.end}
            onMic={(on) => call.setMic(on)}
            onCamera={(on) => call.setCamera(on)}
            onShare={() => toggleShare(call)}
            onPanel={togglePanel}
            onEnd={() => {
              ending.value = !ending.value;
            }}
            endPopover={ending.value && <EndPopover onStay={stay} onEnd={() => call.end()} />}
          />
        )}
      </main>
      {covered.value && (
        <Cover
          onBack={() => {
            covered.value = false;
          }}
        />
      )}
      <Spoken announcer={announcer} />
    </>
  );
}

function titleOf(t: ReturnType<typeof useText>, state: Live, sharing: boolean): string {
  if (state.link.kind !== "up") return t.text("meeting.titleReconnecting");
  if (sharing) return t.text("meeting.titleSharing");
  const { name } = state.other;
  return state.kind === "waiting" ? t.text("meeting.titleWaiting", { name }) : t.text("meeting.titleWith", { name });
}

function useAnnouncements(call: Call, chatOpen: ReadonlySignal<boolean>, program: MeetingProgram, programOpen: ReadonlySignal<boolean>) {
  const { preferences } = useApp();
  const stop = useStop();
  const announcer = useMemo(() => createAnnouncer(browserTimers), []);
  useEffect(() => {
    const text = () => preferences.translator.peek();
    const state = call.state.peek();
    if (state.kind === "waiting") announcer.whisper(text().text("say.waiting", { first: state.other.name }));
    const undo = [
      announceEvents(call, announcer, text, () => chatOpen.peek() && !document.hidden),
      announceProgram(call, program, announcer, text, () => programOpen.peek()),
      watchDevices(call, announcer, text),
      watchQuality(call, announcer, text, browserTimers),
      watchMutedSpeech(call, announcer, text, browserTimers),
      () => announcer.dispose(),
    ];
    return () => undo.forEach((run) => run());
  }, [call, announcer, preferences, chatOpen, program, programOpen]);
  useEffect(() => keepScreenOn(stop), [stop]);
  return announcer;
}
