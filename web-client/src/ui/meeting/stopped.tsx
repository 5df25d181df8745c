import { PhoneOff, RefreshCw, ShieldAlert } from "lucide-preact";
import { useEffect, useRef } from "preact/hooks";
import type { StopReason } from "../../call";
import { assertNever } from "../../call/assertNever";
import type { Translator } from "../../i18n/translate";
import { Button, Icon } from "../components/basics";
import { useText } from "../context";
import type { Broken } from "./lockState";

interface StoppedProps {
  readonly lock: Broken;
  /// Of the other one.
  readonly first: string;
  /// The host sees the client's number.
  readonly phone: string | null;
}

/// In place of the pictures: why nothing is sent any more, and what to do. It can't be dismissed. There is nothing left
/// to lose by ending, so that nobody is asked whether they mean it.
export function Stopped({ lock, first, phone, onEnd }: StoppedProps & { readonly onEnd: () => void }) {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What was pressed to stop is gone; who is elsewhere is told by the alert.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="tile tile--main stop">
      <div class="stop__c">
        <div class="stop__t" role="alert">
          <h2 ref={heading} tabIndex={-1}>
            <Icon of={ShieldAlert} />
            {t.text("stop.title")}
          </h2>
          <StopWords lock={lock} first={first} phone={phone} />
        </div>
        <div class="stop__a">
          <Button danger icon={PhoneOff} onClick={onEnd}>
            {t.text("meeting.endYes")}
          </Button>
          <Button variant="secondary" icon={RefreshCw} onClick={() => location.reload()}>
            {t.text("stop.startOver")}
          </Button>
        </div>
      </div>
    </div>
  );
}

/// What happened, the case number, and what to do.
export function StopWords({ lock, first, phone }: StoppedProps) {
  const t = useText();
  return (
    <>
      <p>
        {whyText(t, lock.reason, first)} {t.text("stop.off")}
      </p>
      <p>{mayHelp(lock.reason) ? t.text("stop.doAgain", { first }) : t.text("stop.doPhone", { first })}</p>
      {phone !== null && <p class="num">{t.text("stop.phone", { phone })}</p>}
      {lock.caseId !== "" && (
        <p class="num">
          <strong>{t.text("error.case", { id: lock.caseId })}.</strong> <span class="muted">{t.text("stop.caseHint")}</span>
        </p>
      )}
    </>
  );
}

/// Where nobody seems to be in between, starting over may help.
function mayHelp(reason: StopReason): boolean {
  return reason === "workerLost" || reason === "tooManyTries" || reason === "identityRefused";
}

export function whyText(t: Translator, reason: StopReason, first: string): string {
  switch (reason) {
    case "otherSawCodesDiffer":
    case "otherStopped":
      return t.text(`stop.why.${reason}`, { first });
    case "codesDiffer":
    case "bypassed":
    case "workerLost":
    case "notTrusted":
    case "tooManyTries":
    case "identityRefused":
      return t.text(`stop.why.${reason}`);
    default:
      return assertNever(reason);
  }
}
