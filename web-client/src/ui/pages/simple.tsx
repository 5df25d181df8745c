import { CircleAlert, House, LogIn, LogOut, MonitorSmartphone, RefreshCw, SearchX, ShieldAlert, VideoOff, WifiOff, type LucideIcon } from "lucide-preact";
import type { ComponentChildren } from "preact";
import type { AuthProblem } from "../../auth";
import { Button, ButtonLink, Icon } from "../components/basics";
import { Frame, PageHeading, usePage, type TextSize } from "../components/frame";
import { useApp, useText } from "../context";

/// A page with one thing to say and one thing to do.
function OneThing({
  icon,
  title,
  children,
  action,
  size = "sm",
}: {
  icon: LucideIcon;
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
  size?: TextSize;
}) {
  usePage(title, size);
  return (
    <Frame size={size}>
      <div class="one">
        <span class="one__i">
          <Icon of={icon} size="lg" />
        </span>
        <PageHeading>{title}</PageHeading>
        {children}
        {action && <div class="row one__a">{action}</div>}
      </div>
    </Frame>
  );
}

/// Third person, wrong link, ended: nobody learns whether the meeting exists.
export function NotOpenPage() {
  const t = useText();
  const { auth } = useApp();
  const state = auth.state.value;
  const isInstructor = state.kind === "signedIn" && state.me.roles.includes("instructor");
  return (
    <OneThing
      icon={VideoOff}
      title={t.text("notOpen.title")}
      action={
        <ButtonLink to="/" icon={House}>
          {isInstructor ? t.text("ended.toContacts") : t.text("ended.toInbox")}
        </ButtonLink>
      }
    >
      <p class="muted">{isInstructor ? t.text("notOpen.contacts") : t.text("notOpen.inbox")}</p>
    </OneThing>
  );
}

export function MovedPage({ onHere }: { onHere: () => void }) {
  const t = useText();
  return (
    <OneThing
      icon={MonitorSmartphone}
      title={t.text("moved.title")}
      action={
        <Button variant="secondary" onClick={onHere}>
          {t.text("moved.here")}
        </Button>
      }
    >
      <p class="muted">{t.text("moved.body")}</p>
    </OneThing>
  );
}

export type Failure = "networkLost" | "blocked" | "browser" | "busy" | "unsafe" | "server";

/// The meeting could not go on for a reason that trying again may mend.
export function FailedPage({ failure, caseId, onRetry }: { failure: Failure; caseId?: string | null; onRetry: (() => void) | null }) {
  const t = useText();
  const [icon, title, body] = failureWords(failure, t);
  return (
    <OneThing
      icon={icon}
      title={title}
      action={
        onRetry && (
          <Button icon={RefreshCw} onClick={onRetry}>
            {t.text("common.tryAgain")}
          </Button>
        )
      }
    >
      <p class="muted">{body}</p>
      {caseId && <p class="small muted num">{t.text("error.case", { id: caseId })}</p>}
    </OneThing>
  );
}

function failureWords(failure: Failure, t: ReturnType<typeof useText>): readonly [LucideIcon, string, string] {
  switch (failure) {
    case "networkLost":
      return [WifiOff, t.text("networkLost.title"), t.text("networkLost.body")];
    case "blocked":
      return [WifiOff, t.text("blocked.title"), t.text("blocked.body")];
    case "browser":
      return [CircleAlert, t.text("browser.title"), t.text("browser.body")];
    case "busy":
      return [CircleAlert, t.text("error.busy"), t.text("error.busyHint")];
    case "unsafe":
      return [ShieldAlert, t.text("stop.title"), t.text("stop.before")];
    case "server":
      return [CircleAlert, t.text("error.title"), t.text("error.body")];
  }
}

export function NotFoundPage() {
  const t = useText();
  return (
    <OneThing
      icon={SearchX}
      title={t.text("notFound.title")}
      action={
        <ButtonLink to="/" icon={House}>
          {t.text("notFound.start")}
        </ButtonLink>
      }
    >
      <p class="muted">{t.text("notFound.body")}</p>
    </OneThing>
  );
}

/// Signed out, and going to the sign-in page by itself did not work.
export function SignedOutPage({ problem }: { problem: AuthProblem | null }) {
  const t = useText();
  const { auth } = useApp();
  const network = problem === "network";
  return (
    <OneThing
      size="md"
      icon={network ? WifiOff : LogIn}
      title={network ? t.text("error.network") : t.text("signIn.title")}
      action={
        <Button icon={network ? RefreshCw : LogIn} onClick={() => auth.signIn()}>
          {network ? t.text("common.tryAgain") : t.text("signIn.button")}
        </Button>
      }
    >
      <p class="muted">{network ? t.text("error.networkHint") : t.text("signIn.lead")}</p>
    </OneThing>
  );
}

/// The sign-in ended while the page was in use, mostly elsewhere. What it showed is gone from it; nothing leads away by
/// itself, so that whoever was in a meeting can read why it stopped.
export function SignInEndedPage() {
  const t = useText();
  const { auth, router } = useApp();
  const inMeeting = router.route.value.kind === "meeting";
  return (
    <OneThing
      size="md"
      icon={LogOut}
      title={t.text("signInEnded.title")}
      action={
        <Button icon={LogIn} onClick={() => auth.signIn(location.pathname + location.search)}>
          {t.text("signIn.button")}
        </Button>
      }
    >
      <p class="muted">{t.text(inMeeting ? "signInEnded.meeting" : "signInEnded.body")}</p>
    </OneThing>
  );
}

/// While the browser goes to the identity provider and back. Mostly not seen at all.
export function WorkingPage() {
  const t = useText();
  usePage(t.text("signIn.title"), "md");
  return (
    <main class="working" id="main" data-working="">
      <h1 class="sr">{t.text("signIn.title")}</h1>
      <p class="muted late" role="status">
        {t.text("signIn.working")}
      </p>
    </main>
  );
}
