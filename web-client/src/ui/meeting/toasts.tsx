import { Info, Lock, MessageSquare, Mic, MicOff, MonitorUp, ShieldAlert, UserRound, Video, VideoOff, Wifi, type LucideIcon } from "lucide-preact";
import type { Announcement, Announcer } from "../../app/announcer";
import { Icon } from "../components/basics";

const ICONS: Readonly<Record<Announcement["icon"], LucideIcon>> = {
  info: Info,
  mic: Mic,
  micOff: MicOff,
  camera: Video,
  cameraOff: VideoOff,
  network: Wifi,
  person: UserRound,
  lock: Lock,
  lockAgain: ShieldAlert,
  screen: MonitorUp,
  chat: MessageSquare,
};

/// One at a time. It stays while the pointer is on it.
export function Toasts({ announcer }: { announcer: Announcer }) {
  const toast = announcer.toast.value;
  return (
    <div class="toasts">
      {toast && (
        <p key={toast.id} class="toast" onPointerEnter={() => announcer.hold(true)} onPointerLeave={() => announcer.hold(false)}>
          <Icon of={ICONS[toast.icon]} />
          {toast.text}
        </p>
      )}
    </div>
  );
}

/// The same words for screen readers; never removed, or they would not be said.
export function Spoken({ announcer }: { announcer: Announcer }) {
  return (
    <div class="sr" aria-live="polite">
      {announcer.spoken.value}
    </div>
  );
}
