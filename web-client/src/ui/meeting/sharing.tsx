import { Maximize, Minimize, MonitorUp } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Call, CallState } from "../../call";
import { Button, Icon, IconButton } from "../components/basics";
import { useText } from "../context";
import { firstName } from "../words";
import { canFillScreen, SHARED_SCREEN, toggleFullScreen } from "./fullScreen";
import { toggleShare } from "./meetingKeys";
import { Picture } from "./picture";

type Live = Extract<CallState, { kind: "waiting" | "inCall" }>;
type InCall = Extract<CallState, { kind: "inCall" }>;

/// Whether the stage belongs to the other's screen. Who is lost is told about first, and a picture that stands still
/// is none.
export function showsTheirScreen(state: Live): state is InCall {
  return state.kind === "inCall" && state.link.kind === "up" && state.otherScreen;
}

/// The other's screen, whole. Until there is a picture there are words.
export function SharedScreen({ call, state }: { call: Call; state: InCall }) {
  const t = useText();
  const { screen, screenLive } = call.remote.value;
  const first = firstName(state.other.name);
  const up = state.media === "up";
  const words = state.undecodable ? t.text("say.undecodable") : up ? t.text("share.coming", { first }) : t.text("meeting.connecting");
  const isFull = useIsFull();
  return (
    <figure class="tile shared" id={SHARED_SCREEN} aria-label={t.text("share.screenOf", { first })}>
      <Picture
        stream={screen}
        whole
        shown={screenLive && up && !state.undecodable}
        fallback={
          <div class="rc">
            <Icon of={MonitorUp} size="lg" />
            <p>{words}</p>
          </div>
        }
      />
      {canFillScreen() && (
        <IconButton
          class="shared__full"
          icon={isFull ? Minimize : Maximize}
          name={isFull ? t.text("share.leaveFullScreen") : t.text("share.fullScreen")}
          onClick={toggleFullScreen}
        />
      )}
      <figcaption class="plate">
        <Icon of={MonitorUp} />
        <span>{t.text("share.screenOf", { first })}</span>
      </figcaption>
    </figure>
  );
}

/// Who shares must always see that they do, and how to stop it.
export function SharingNote({ call, state }: { call: Call; state: Live }) {
  const t = useText();
  return (
    <div class="shbar" role="group" aria-label={t.text("share.youShare")}>
      <span>
        {state.kind === "inCall" ? t.text("share.theySee", { first: firstName(state.other.name) }) : t.text("share.youShare")}
      </span>
      <Button measure="sm" onClick={() => toggleShare(call)}>
        {t.text("meeting.stopSharing")}
      </Button>
    </div>
  );
}

function useIsFull(): boolean {
  const isFull = useSignal(document.fullscreenElement !== null);
  useEffect(() => {
    const stop = new AbortController();
    const look = (): void => {
      isFull.value = document.fullscreenElement !== null;
    };
    document.addEventListener("fullscreenchange", look, { signal: stop.signal });
    return () => stop.abort();
  }, [isFull]);
  return isFull.value;
}
