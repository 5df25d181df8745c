import { ExternalLink, Eye, EyeOff, Lock, MonitorUp, Move } from "lucide-preact";
import { nextCorner } from "../../app/preferences";
import { paths } from "../../app/router";
import type { Call } from "../../call";
import { Button, Icon } from "../components/basics";
import { useApp, useText } from "../context";
import { DeviceHelp, DevicePicker, SpeakerPicker } from "./devices";
import { KEY_LIST } from "./keys";
import { ProtectionLink } from "./lockPanel";
import { toggleShare } from "./meetingKeys";
import { Panel } from "./panel";
import { homeCorner } from "./selfPicture";
import { VideoModePicker } from "./videoMode";

export function MorePanel({ call, onCompare, onClose }: { call: Call; onCompare: () => void; onClose: () => void }) {
  const t = useText();
  const local = call.local.value;
  return (
    <Panel title={t.text("meeting.more")} region={t.text("meeting.more")} onClose={onClose}>
      <div class="more">
        <section class="stack g-3" aria-labelledby="more-devices">
          <h3 id="more-devices">{t.text("more.devices")}</h3>
          <DeviceHelp local={local} onRetry={() => call.devices.open()} />
          <DevicePicker kind="camera" devices={call.devices} local={local} />
          <DevicePicker kind="mic" devices={call.devices} local={local} />
          <SpeakerPicker devices={call.devices} local={local} />
        </section>
        <VideoModePicker call={call} />
        {local.canShare && (
          <section class="stack g-3 share-more" aria-labelledby="more-screen">
            <h3 id="more-screen">{t.text("more.screen")}</h3>
            <Button variant="secondary" measure="sm" icon={MonitorUp} onClick={() => toggleShare(call)}>
              {local.screen.kind === "on" ? t.text("meeting.stopSharing") : t.text("meeting.share")}
            </Button>
          </section>
        )}
        <OwnPicture />
        <section class="stack g-3" aria-labelledby="more-lock">
          <h3 id="more-lock">{t.text("lock.panel")}</h3>
          <Button variant="secondary" measure="sm" class="fit" icon={Lock} onClick={onCompare}>
            {t.text("compare.open")}
          </Button>
          <ProtectionLink />
        </section>
        <Keyboard />
        <p>
          <a href={paths.safety} target="_blank" rel="noopener" class="row row--nowrap g-15 fit tap">
            {t.text("more.safety")}
            <Icon of={ExternalLink} size="sm" />
            <span class="sr">{t.text("more.opensNew")}</span>
          </a>
        </p>
      </div>
    </Panel>
  );
}

function OwnPicture() {
  const t = useText();
  const { preferences } = useApp();
  const hidden = preferences.selfHidden.value;
  return (
    <section class="stack g-3" aria-labelledby="more-picture">
      <h3 id="more-picture">{t.text("more.picture")}</h3>
      <div class="row g-2">
        <Button
          variant="secondary"
          measure="sm"
          icon={hidden ? Eye : EyeOff}
          onClick={() => preferences.setSelfHidden(!hidden)}
        >
          {hidden ? t.text("self.show") : t.text("self.hide")}
        </Button>
        <Button
          variant="secondary"
          measure="sm"
          icon={Move}
          onClick={() => preferences.setSelfCorner(nextCorner(preferences.selfCorner.value ?? homeCorner()))}
        >
          {t.text("self.next")}
        </Button>
      </div>
      <label class="choice">
        <input
          class="ds-input"
          type="checkbox"
          checked={preferences.mirror.value}
          onChange={(event) => preferences.setMirror(event.currentTarget.checked)}
        />
        {t.text("self.mirror")}
      </label>
    </section>
  );
}

function Keyboard() {
  const t = useText();
  const { preferences } = useApp();
  return (
    <section class="stack g-3 keyboard" aria-labelledby="more-keys">
      <h3 id="more-keys">{t.text("more.keyboard")}</h3>
      <label class="choice">
        <input
          class="ds-input"
          type="checkbox"
          checked={preferences.singleKeys.value}
          onChange={(event) => preferences.setSingleKeys(event.currentTarget.checked)}
        />
        {t.text("more.singleKeys")}
      </label>
      <dl class="keys">
        {KEY_LIST.map(({ does, key }) => (
          <div key={does}>
            <dt>{t.text(does)}</dt>
            <dd>
              <kbd>{key.kind === "sign" ? key.sign : t.text(key.name)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
