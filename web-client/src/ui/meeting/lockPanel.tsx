import { BadgeCheck, Check, CircleAlert, CircleOff, ExternalLink, Info, Lock as LockIcon, ShieldAlert, ShieldCheck, Users } from "lucide-preact";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { paths } from "../../app/router";
import type { Call, CallState, Identity, LockState } from "../../call";
import { assertNever } from "../../call/assertNever";
import { Avatar, Button, Icon, Note, Tag, WithIcon } from "../components/basics";
import { useApp, useText } from "../context";
import { firstName, whenInText } from "../words";
import { Code } from "./compareCode";
import { issuerName, methodOf, signedInText } from "./identity";
import { isKeyed, type Keyed } from "./lockState";
import { Panel } from "./panel";
import { StopWords } from "./stopped";

type Live = Extract<CallState, { kind: "waiting" | "inCall" }>;

interface LockPanelProps {
  readonly call: Pick<Call, "lock" | "compared">;
  readonly state: Live;
  readonly phone: string | null;
  readonly onClose: () => void;
}

/// What stands behind the lock: the code to compare, who the other one is, or why it is not green. In the panel's
/// place and not over the pictures, so that the two see each other while they compare.
export function LockPanel({ call, state, phone, onClose }: LockPanelProps) {
  const t = useText();
  const lock = call.lock.value;
  const once = useSignal(false);
  const first = firstName(state.other.name);
  const compares = lock.kind === "secure" || lock.kind === "again" || (lock.kind === "verified" && once.value);
  useEffect(() => {
    once.value = false;
  }, [lock.kind, once]);
  const compared = (match: boolean): void => {
    once.value = false;
    if (isKeyed(lock)) call.compared(match, lock.code.digits);
  };
  return (
    <Panel
      title={compares ? t.text("compare.title", { first }) : lock.kind === "verified" ? t.text("compare.done", { first }) : t.text("lock.panel")}
      region={isKeyed(lock) ? t.text("compare.code") : t.text("lock.panel")}
      tall={isKeyed(lock)}
      onClose={onClose}
      foot={
        compares ? (
          <Answer onCompared={compared} />
        ) : (
          lock.kind === "verified" && (
            <Button
              variant="secondary"
              wide
              onClick={() => {
                once.value = true;
              }}
            >
              {t.text("compare.again")}
            </Button>
          )
        )
      }
    >
      <div class="lockp">
        <Words lock={lock} first={first} phone={phone} />
        {isKeyed(lock) && <Code code={lock.code} toRead={compares} />}
        {isKeyed(lock) && <Who peer={lock.peer} calledHere={state.other.name} />}
        {isKeyed(lock) && (
          <ul class="lockp__f small">
            <li>
              <WithIcon icon={Users} size="sm">
                {t.text("lock.onlyYouTwo", { first })}
              </WithIcon>
            </li>
            <li>
              <WithIcon icon={CircleOff} size="sm">
                {t.text("meeting.notRecorded")}
              </WithIcon>
            </li>
          </ul>
        )}
        <ProtectionLink />
      </div>
    </Panel>
  );
}

function Words({ lock, first, phone }: { lock: LockState; first: string; phone: string | null }): ComponentChildren {
  const t = useText();
  switch (lock.kind) {
    case "waiting":
      return (
        <Note tone="plain" icon={LockIcon} title={t.text("lock.waiting")}>
          {t.text("lock.waitingWords", { first })}
        </Note>
      );
    case "securing":
      return (
        <Note tone="plain" icon={LockIcon} title={t.text("lock.securing")}>
          {t.text("lock.securingWords")}
        </Note>
      );
    case "secure":
      return null;
    case "verified":
      return <ComparedNote lock={lock} />;
    case "again":
      return (
        <Note tone="warn" icon={ShieldAlert} title={t.text("compare.newDevice", { first })}>
          {t.text("compare.newDeviceDo")}
        </Note>
      );
    case "broken":
      return (
        <div class="note note--bad stop__t">
          <Icon of={CircleAlert} />
          <div class="stack g-2">
            <strong>{t.text("stop.title")}</strong>
            <StopWords lock={lock} first={first} phone={phone} />
          </div>
        </div>
      );
    default:
      return assertNever(lock);
  }
}

function ComparedNote({ lock }: { lock: Extract<Keyed, { kind: "verified" }> }) {
  const t = useText();
  const { nowMs } = useApp();
  return (
    <Note tone="ok" icon={ShieldCheck} title={t.text("lock.verified")}>
      {t.text("compare.comparedWhen", { when: whenInText(t, new Date(lock.comparedAtMs), nowMs()) })}
    </Note>
  );
}

function Answer({ onCompared }: { onCompared: (match: boolean) => void }) {
  const t = useText();
  return (
    <div class="cmp__f">
      <p class="small muted" id="differ-means">
        {t.text("compare.differMeans")}
      </p>
      <Button variant="secondary" danger aria-describedby="differ-means" onClick={() => onCompared(false)}>
        {t.text("compare.differ")}
      </Button>
      <Button icon={Check} onClick={() => onCompared(true)}>
        {t.text("compare.match")}
      </Button>
    </div>
  );
}

/// Name, role, who vouches for them, how and when they signed in: from their assertion alone. Where the customer keeps
/// the names the assertion has a number, and the name that the customer's own service has for it stands below.
function Who({ peer, calledHere }: { peer: Identity; calledHere: string }) {
  const t = useText();
  const { api, nowMs } = useApp();
  const isNumbered = api.names.isElsewhere() && peer.role === "participant" && calledHere !== peer.name;
  const method = methodOf(t, peer);
  const signedIn = signedInText(t, peer, nowMs());
  return (
    <section class="who" aria-labelledby="who">
      <h3 id="who">{t.text("lock.whoIsHere")}</h3>
      <div class="who__p">
        <Avatar name={peer.name} human={peer.role === "participant"} />
        <div class="grow">
          <p>
            <strong>{peer.name}</strong> <span class="muted">· {t.text(`identity.${peer.role}`)}</span>
          </p>
          {isNumbered && <p class="small">{t.text("identity.called", { name: calledHere })}</p>}
          <p class="small muted">{t.text("identity.confirmedBy", { issuer: issuerName(peer.issuer) })}</p>
          <p class="small muted who__m">
            <Tag tone={method.weak ? "warn" : "ok"} icon={method.weak ? Info : BadgeCheck}>
              {method.text}
            </Tag>
            {signedIn !== null && <span>{signedIn}</span>}
          </p>
        </div>
      </div>
      {method.weak && <p class="small muted">{t.text("identity.passwordHint", { first: firstName(peer.name) })}</p>}
    </section>
  );
}

/// In a tab of its own: nobody leaves a meeting to read about it.
export function ProtectionLink() {
  const t = useText();
  return (
    <p>
      <a href={paths.protection} target="_blank" rel="noopener" class="row row--nowrap g-15 fit tap">
        {t.text("lock.learnMore")}
        <Icon of={ExternalLink} size="sm" />
        <span class="sr">{t.text("more.opensNew")}</span>
      </a>
    </p>
  );
}
