import { CircleAlert, Headphones, IdCard, Lock, Video, Volume2 } from "lucide-preact";
import { useEffect } from "preact/hooks";
import type { Meeting } from "../../api";
import type { Call } from "../../call";
import { Button, Icon, IconButton, Link, Note } from "../components/basics";
import { Brand, PageHeading, usePage } from "../components/frame";
import { LanguageMenu } from "../components/menus";
import { useApp, useText } from "../context";
import { firstName, nameAndTitle } from "../words";
import { cameraIcon, DeviceHelp, DevicePicker, SpeakerPicker } from "./devices";
import { ProtectionLink } from "./lockPanel";
import { LevelMeter } from "./meter";
import { Picture } from "./picture";

/// Before joining: see and hear oneself, choose devices, and go in. The other can't see or hear anything of it.
interface CheckProps {
  readonly meeting: Meeting;
  readonly call: Call;
  readonly otherWaits: boolean;
  readonly otherBusy: boolean;
}

export function CheckPage({ meeting, call, otherWaits, otherBusy }: CheckProps) {
  const t = useText();
  usePage(t.text("check.title"), meeting.seat === "invitee" ? "md" : "sm");
  useEffect(() => {
    // Nobody is asked for a camera that can't be used.
    if (call.supported) call.devices.open();
  }, [call]);
  return (
    <>
      <header class="top top--plain">
        <Brand />
        <div class="top__end">
          <LanguageMenu />
          <Link to="/" class="ds-button" data-variant="tertiary">
            {t.text("common.leave")}
          </Link>
        </div>
      </header>
      <main class="dc" id="main">
        <div class="stack g-1">
          <PageHeading>{t.text("check.title")}</PageHeading>
          <p class="muted">
            <MeetingWith meeting={meeting} />
          </p>
        </div>
        {!call.supported && (
          <>
            <Note tone="bad" role="alert" icon={CircleAlert} title={t.text("check.cantEncrypt")}>
              {t.text("device.unsupportedHint")}
            </Note>
            <ProtectionLink />
          </>
        )}
        {call.supported && <Ready meeting={meeting} call={call} otherWaits={otherWaits} otherBusy={otherBusy} />}
      </main>
    </>
  );
}

/// The devices, what protects the meeting, and the way in.
function Ready({ meeting, call, otherWaits, otherBusy }: CheckProps) {
  const t = useText();
  const local = call.local.value;
  const joining = call.state.value.kind === "joining";
  const micReady = local.mic.kind === "on" || local.mic.kind === "off";
  const first = firstName(meeting.other.name);
  return (
    <>
      <div class="dc__g">
        <section class="stack" aria-labelledby="own">
          <h2 class="sr" id="own">
            {t.text("check.cameraAndSound")}
          </h2>
          <OwnPreview call={call} />
          <DeviceHelp local={local} onRetry={() => call.devices.open()} />
          <div class="pick">
            <DevicePicker kind="camera" devices={call.devices} local={local} />
            <DevicePicker kind="mic" devices={call.devices} local={local} />
          </div>
          <LevelMeter level={local.micLevel} active={local.mic.kind === "on"} />
        </section>
        <div class="stack g-4">
          <Speaker call={call} />
          <Protection first={first} />
          <Advice />
        </div>
      </div>
      <div class="join">
        <p class="small muted" role="status">
          {otherWaits && t.text("check.hereAlready", { first })}
          {!otherWaits && otherBusy && t.text("invite.busy", { first })}
        </p>
        {!micReady && local.mic.kind === "unavailable" && (
          <p class="small muted" id="needs-mic">
            {t.text("check.needsMic")}
          </p>
        )}
        <Button
          measure="lg"
          icon={Video}
          busy={joining}
          aria-disabled={micReady ? undefined : "true"}
          aria-describedby={local.mic.kind === "unavailable" ? "needs-mic" : undefined}
          onClick={() => {
            if (micReady && !joining) call.join();
          }}
        >
          {joining ? t.text("check.joining") : t.text("check.join")}
        </Button>
      </div>
    </>
  );
}

function MeetingWith({ meeting }: { meeting: Meeting }) {
  const t = useText();
  return <>{t.text("inbox.meetingWith", { name: nameAndTitle(t, meeting.other) })}</>;
}

function OwnPreview({ call }: { call: Call }) {
  const t = useText();
  const { auth, preferences } = useApp();
  const { camera, cameraStream } = call.local.value;
  const state = auth.state.value;
  const on = camera.kind === "on" || camera.kind === "starting";
  return (
    <figure class="tile" aria-label={t.text("check.yourPicture")}>
      <Picture
        stream={cameraStream}
        mirror={preferences.mirror.value}
        fallback={<p class="tile__say">{previewWords(t, call)}</p>}
      />
      <figcaption class="plate">
        <span>{state.kind === "signedIn" ? t.text("check.plate", { name: state.me.name }) : t.text("common.you")}</span>
      </figcaption>
      {camera.kind !== "unavailable" && (
        <div class="over">
          <IconButton
            icon={cameraIcon(on)}
            name={on ? t.text("check.turnCameraOff") : t.text("check.turnCameraOn")}
            onClick={() => call.devices.setCamera(!on)}
          />
        </div>
      )}
    </figure>
  );
}

function previewWords(t: ReturnType<typeof useText>, call: Call): string {
  const { camera, mic } = call.local.value;
  switch (camera.kind) {
    case "off":
      return t.text("check.cameraOff");
    case "unavailable":
      return mic.kind === "unavailable" ? t.text("check.cameraOff") : t.text("check.noCamera");
    case "starting":
      return mic.kind === "starting" ? t.text("check.asking") : t.text("check.startingCamera");
    case "on":
      return t.text("check.startingCamera");
  }
}

function Speaker({ call }: { call: Call }) {
  const t = useText();
  const playing = call.devices.speakerTest.value;
  return (
    <section class="card chk" aria-label={t.text("check.speaker")}>
      <Icon of={Volume2} />
      <SpeakerPicker devices={call.devices} local={call.local.value} />
      <Button variant="secondary" busy={playing} onClick={() => call.devices.testSpeaker()}>
        {playing ? t.text("check.playing") : t.text("check.playSound")}
      </Button>
    </section>
  );
}

function Protection({ first }: { first: string }) {
  const t = useText();
  return (
    <section class="card chk chk--lock" aria-labelledby="protection">
      <Icon of={Lock} />
      <div class="grow">
        <h2 id="protection" class="h-lg">
          {t.text("check.encrypts")}
        </h2>
        <p class="small muted">
          {t.text("lock.onlyYouTwo", { first })} · {t.text("meeting.notRecorded")}
        </p>
        <ProtectionLink />
      </div>
    </section>
  );
}

function Advice() {
  const t = useText();
  return (
    <section class="stack g-3" aria-labelledby="private">
      <h2 id="private" class="h-lg">
        {t.text("check.private")}
      </h2>
      <Note tone="plain" icon={Headphones} title={t.text("check.overhear")}>
        <span class="muted">{t.text("check.headphones")}</span>
      </Note>
      <Note tone="plain" icon={IdCard} title={t.text("check.photoId")}>
        <span class="muted">{t.text("check.photoIdHint")}</span>
      </Note>
    </section>
  );
}
