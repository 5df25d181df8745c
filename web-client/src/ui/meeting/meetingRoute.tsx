import "../../styles/call.css";
import { useEffect, useMemo } from "preact/hooks";
import { reportsApi } from "../../api/reports";
import { createMeetingPage, type MeetingView } from "../../app/meetingPage";
import type { Meeting } from "../../api";
import type { Call, FailReason } from "../../call";
import { Skeleton } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { FailedPage, MovedPage, NotOpenPage, SignedOutPage, WorkingPage } from "../pages/simple";
import { CheckPage } from "./checkPage";
import { EndedPage } from "./endedPage";
import { MeetingScreen } from "./meetingView";
import { MovedMeetingPage, PlannedPage } from "./plannedPage";
import { tellCompared } from "./tellCompared";

/// The address /meetings/{id}: whatever there is to say about that meeting to this person.
export function MeetingRoute({ id }: { id: string }) {
  const app = useApp();
  const stop = useStop();
  const page = useMemo(() => createMeetingPage(app, id, stop), [app, id, stop]);
  const view = page.view.value;
  const call = "call" in view ? view.call : null;
  useEffect(() => (call ? tellCompared(call, id, reportsApi(app.api)) : undefined), [call, id, app]);
  switch (view.kind) {
    case "loading":
      return <Loading />;
    case "notOpen":
      return <NotOpenPage />;
    case "problem":
      return <ProblemPage view={view} onRetry={page.refresh} />;
    case "broken":
      return <FailedPage failure="server" onRetry={() => location.reload()} />;
    case "planned":
      return <PlannedPage meeting={view.meeting} onOpen={page.refresh} />;
    case "moved":
      return <MovedMeetingPage meeting={view.meeting} to={view.to} />;
    case "check":
      return <CheckPage meeting={view.meeting} call={view.call} otherWaits={page.otherWaits.value} otherBusy={page.otherBusy.value} />;
    case "meeting": {
      const state = view.call.state.value;
      if (state.kind !== "waiting" && state.kind !== "inCall") return <Loading />;
      return <MeetingScreen call={view.call} state={named(state, view.meeting)} page={page} contactId={view.meeting.contactId} />;
    }
    case "failed":
      return <Failed call={view.call} reason={view.reason} />;
    case "over":
      return <EndedPage meeting={view.meeting} call={view.call} lock={page.lastLock.value} />;
  }
}

/// What core, or the customer's own service, calls the other one: signaling knows a number at most in that case.
function named<S extends { readonly other: { readonly name: string } }>(state: S, { other, seat }: Meeting): S {
  return seat === "host" ? { ...state, other: { ...state.other, name: other.name } } : state;
}

function Loading() {
  const t = useText();
  usePage(t.text("common.loading"), "sm");
  return (
    <main class="dc" id="main">
      <h1 class="sr">{t.text("common.loading")}</h1>
      <Skeleton kind="title" />
      <Skeleton kind="card" />
    </main>
  );
}

function ProblemPage({ view, onRetry }: { view: Extract<MeetingView, { kind: "problem" }>; onRetry: () => void }) {
  const t = useText();
  usePage(t.text("contact.meeting"), "sm");
  return (
    <Frame>
      <PageHeading>{t.text("contact.meeting")}</PageHeading>
      <Problem refusal={view.refusal} onRetry={onRetry} />
    </Frame>
  );
}

function Failed({ call, reason }: { call: Call; reason: FailReason }) {
  const again = (): void => call.join();
  switch (reason) {
    case "notOpen":
      return <NotOpenPage />;
    case "replaced":
      return <MovedPage onHere={again} />;
    case "signedOut":
      return <SignedOut />;
    case "networkLost":
      return <FailedPage failure="networkLost" onRetry={again} />;
    case "busy":
    case "slowDown":
      return <FailedPage failure="busy" onRetry={again} />;
    case "browserTooOld":
      return <FailedPage failure="browser" onRetry={null} />;
    case "unsafe":
      return <FailedPage failure="unsafe" onRetry={() => location.reload()} />;
    case "protocol":
      return <FailedPage failure="server" onRetry={() => location.reload()} />;
  }
}

/// The sign-in ran out: take the person there and back again.
function SignedOut() {
  const { auth } = useApp();
  useEffect(() => auth.signIn(location.pathname), [auth]);
  return auth.state.value.kind === "signedOut" ? <SignedOutPage problem={null} /> : <WorkingPage />;
}
