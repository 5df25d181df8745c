import { CircleAlert, MicOff, Video, VideoOff } from "lucide-preact";
import type { Device, DeviceCheck, DeviceProblem, DeviceState, LocalMedia } from "../../call";
import { Button, Note } from "../components/basics";
import { useText } from "../context";
import { deviceWords, missingWords, type Pickable } from "./deviceWords";

/// The problem of a device, whose side it is on, and what to do.
export function DeviceHelp({ local, onRetry }: { local: LocalMedia; onRetry: () => void }) {
  const t = useText();
  const camera = problemOf(local.camera);
  const mic = problemOf(local.mic);
  if (!camera && !mic) return null;
  if (camera === "insecure" || mic === "insecure") {
    return (
      <Note tone="bad" role="alert" icon={CircleAlert} title={t.text("device.unsupported")}>
        {t.text("device.unsupportedHint")}
      </Note>
    );
  }
  return (
    <div class="stack g-3">
      {mic && <Help kind="mic" problem={mic} />}
      {camera && <Help kind="camera" problem={camera} soundOnly={!mic} />}
      <Button variant="secondary" onClick={onRetry}>
        {t.text("common.tryAgain")}
      </Button>
    </div>
  );
}

interface HelpProps {
  readonly kind: Pickable;
  readonly problem: DeviceProblem;
  /// Whether one can do without.
  readonly soundOnly?: boolean;
}

function Help({ kind, problem, soundOnly = false }: HelpProps) {
  const t = useText();
  const words = deviceWords(t, kind, problem);
  return (
    <Note tone={kind === "mic" ? "bad" : "warn"} role="alert" icon={kind === "mic" ? MicOff : VideoOff} title={words.title}>
      {words.hint} {soundOnly && t.text("check.joinSoundOnly")}
    </Note>
  );
}

function problemOf(device: DeviceState): DeviceProblem | null {
  return device.kind === "unavailable" ? device.problem : null;
}

/// Native pickers; why there is nothing to pick in place.
export function DevicePicker({ kind, devices, local }: { kind: Pickable; devices: DeviceCheck; local: LocalMedia }) {
  const t = useText();
  const id = `pick-${kind}`;
  const found = kind === "camera" ? local.devices.cameras : local.devices.mics;
  return (
    <div class="field">
      <label for={id}>{kind === "camera" ? t.text("check.camera") : t.text("check.microphone")}</label>
      <select
        id={id}
        class="ds-input"
        disabled={found.length === 0}
        value={shownDevice(found, local[kind], local.chosen[kind])}
        onChange={(event) => devices.selectDevice(kind, event.currentTarget.value)}
      >
        {found.length === 0 && <option value="">{local[kind].kind === "starting" ? t.text("check.notYet") : missingWords(t, kind, problemOf(local[kind]))}</option>}
        {found.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.label === "" ? t.text("check.device", { n: index + 1 }) : device.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/// The one in use; before that the one chosen earlier, if it is still there.
export function shownDevice(found: readonly Device[], used: DeviceState | null, chosen: string | null): string {
  const wanted = used?.kind === "on" ? used.deviceId : chosen;
  const device = found.find(({ id }) => id === wanted) ?? found.find(({ id }) => id === chosen) ?? found[0];
  return device?.id ?? "";
}

/// Where the browser lets the page choose; elsewhere the device's own choice is said.
export function SpeakerPicker({ devices, local }: { devices: DeviceCheck; local: LocalMedia }) {
  const t = useText();
  const choice = local.canChooseSpeaker && local.devices.speakers.length > 0;
  return (
    <div class="field">
      {choice ? <label for="pick-speaker">{t.text("check.speaker")}</label> : <p class="label">{t.text("check.speaker")}</p>}
      {choice ? (
        <select
          id="pick-speaker"
          class="ds-input"
          value={shownDevice(local.devices.speakers, null, local.chosen.speaker)}
          onChange={(event) => devices.selectDevice("speaker", event.currentTarget.value)}
        >
          {local.devices.speakers.map((device, index) => (
            <option key={device.id} value={device.id}>
              {device.label === "" ? t.text("check.device", { n: index + 1 }) : device.label}
            </option>
          ))}
        </select>
      ) : (
        <p class="muted small">{t.text("check.speakerDefault")}</p>
      )}
    </div>
  );
}

export function cameraIcon(on: boolean) {
  return on ? Video : VideoOff;
}
