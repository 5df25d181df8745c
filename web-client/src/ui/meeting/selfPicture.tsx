import { EyeOff, MicOff, Move, VideoOff } from "lucide-preact";
import { useRef } from "preact/hooks";
import type { LocalMedia, Person } from "../../call";
import { nextCorner, type Corner } from "../../app/preferences";
import { Avatar, Icon, IconButton } from "../components/basics";
import { useApp, useText } from "../context";
import { Picture } from "./picture";

/// Where the layout puts it: under the face of the other on wide screens, out of the thumb's way on phones.
export function homeCorner(): Corner {
  return matchMedia("(max-width: 56rem)").matches ? "topEnd" : "bottomEnd";
}

/// The own picture: moved by drag or by a button, or hidden; then only its plate stays. `still`: it has its place.
export function SelfPicture({ local, you, still = false }: { local: LocalMedia; you: Person; still?: boolean }) {
  const t = useText();
  const { preferences } = useApp();
  const tile = useRef<HTMLElement>(null);
  const corner = preferences.selfCorner.value;
  const muted = local.mic.kind !== "on" && local.mic.kind !== "starting";
  const plate = (
    <figcaption class="plate">
      {muted && <Icon of={MicOff} />}
      {local.cameraPaused && <Icon of={VideoOff} />}
      {t.text("common.you")}
      {muted && <span class="sr">{t.text("meeting.micOff")}</span>}
    </figcaption>
  );
  if (preferences.selfHidden.value) {
    return (
      <figure class="self self--hidden" data-corner={corner ?? undefined} aria-label={t.text("meeting.yourPicture")}>
        {plate}
      </figure>
    );
  }
  return (
    <figure
      ref={tile}
      class="tile self"
      data-corner={corner ?? undefined}
      aria-label={t.text("meeting.yourPicture")}
      {...(still ? {} : dragHandlers(tile, (to) => preferences.setSelfCorner(to)))}
    >
      <Picture
        stream={local.cameraStream}
        shown={!local.cameraPaused}
        mirror={preferences.mirror.value}
        fallback={
          <span class="tile__face">
            <Avatar name={you.name} human={you.seat === "invitee"} size="lg" />
          </span>
        }
      />
      {!still && (
        <div class="self__tools">
          <IconButton
            icon={Move}
            name={t.text("self.next")}
            onClick={() => preferences.setSelfCorner(nextCorner(corner ?? homeCorner()))}
          />
          <IconButton icon={EyeOff} name={t.text("self.hide")} onClick={() => preferences.setSelfHidden(true)} />
        </div>
      )}
      {plate}
    </figure>
  );
}

/// Nearer than this is a tap, not a drag.
const DRAG_FROM_PX = 8;

function dragHandlers(tile: { readonly current: HTMLElement | null }, moved: (to: Corner) => void) {
  let from: { readonly x: number; readonly y: number } | null = null;
  const rest = (): void => {
    from = null;
    if (tile.current) tile.current.style.translate = "";
    tile.current?.classList.remove("is-dragged");
  };
  return {
    onPointerDown: (event: PointerEvent): void => {
      if (event.target instanceof Element && event.target.closest("button")) return;
      from = { x: event.clientX, y: event.clientY };
      tile.current?.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent): void => {
      const element = tile.current;
      if (!from || !element) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.hypot(dx, dy) < DRAG_FROM_PX) return;
      element.classList.add("is-dragged");
      element.style.translate = `${dx}px ${dy}px`;
    },
    onPointerUp: (event: PointerEvent): void => {
      const element = tile.current;
      const stage = element?.parentElement;
      const dragged = element?.classList.contains("is-dragged") === true;
      if (from && dragged && stage) moved(cornerNear(event, stage.getBoundingClientRect()));
      rest();
    },
    onPointerCancel: rest,
  };
}

export function cornerNear(
  at: { readonly clientX: number; readonly clientY: number },
  stage: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): Corner {
  const start = at.clientX < stage.left + stage.width / 2;
  const top = at.clientY < stage.top + stage.height / 2;
  if (top) return start ? "topStart" : "topEnd";
  return start ? "bottomStart" : "bottomEnd";
}
