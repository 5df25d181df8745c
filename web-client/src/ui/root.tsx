import { useEffect, useLayoutEffect } from "preact/hooks";
import { applyAccent } from "../app/appearance";
import { isFor, startFor } from "../app/router";
import { assertNever } from "../call/assertNever";
import type { App } from "../app/app";
import type { StartResult } from "../auth";
import { AppProvider, useApp } from "./context";
import { Lazy } from "./lazy";
import { ProtectionPage } from "./pages/protection";
import { SafetyPage } from "./pages/safety";
import { SignInPage } from "./pages/signIn";
import { PART_PAGES } from "./parts";
import { NotFoundPage, SignedOutPage, SignInEndedPage, WorkingPage } from "./pages/simple";

/// The web client as a whole. `started` is what the sign-in said when the page was loaded; null while it runs.
export function Root({ app, started }: { app: App; started: StartResult | null }) {
  const { preferences } = app;
  const language = preferences.translator.value.language;
  const scheme = preferences.scheme.value;
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset["colorScheme"] = scheme;
  }, [language, scheme]);
  return (
    <AppProvider value={app}>
      <Page started={started} />
    </AppProvider>
  );
}

function Page({ started }: { started: StartResult | null }) {
  const { auth, router } = useApp();
  const accent = auth.state.value.kind === "signedIn" ? (auth.state.value.me.organisation.appearance?.accent ?? null) : null;
  useLayoutEffect(() => applyAccent(document.documentElement.style, accent), [accent]);
  const route = router.route.value;
  // Advice needs no sign-in, and no address of ours leads to it being asked for.
  if (route.kind === "safety") return <SafetyPage />;
  if (route.kind === "protection") return <ProtectionPage />;
  if (route.kind === "notFound") return <NotFoundPage />;
  if (route.kind === "setPassword") return <Lazy {...SET_PASSWORD} props={{}} />;
  if (started === null || started.kind === "redirecting") return <WorkingPage />;
  if (route.kind === "signIn" && route.tx !== null && auth.state.value.kind === "signedOut") {
    return <SignInPage tx={route.tx} />;
  }
  const state = auth.state.value;
  if (state.kind === "ended") return <SignInEndedPage />;
  if (state.kind !== "signedIn") return <SignedOutPage problem={started.kind === "signedOut" ? started.problem : null} />;
  const toStart = <ToStart path={startFor(state.me.roles)} />;
  if (!isFor(route, state.me.roles)) return toStart;
  switch (route.kind) {
    case "start":
    case "signIn":
    case "callback":
      return toStart;
    case "contacts":
      return <Lazy {...CONTACTS} props={{}} />;
    case "contact":
      return <Lazy key={route.id} {...CONTACT} props={{ id: route.id }} />;
    case "inbox":
      return <Lazy {...INBOX} props={{}} />;
    case "meeting":
      return <Lazy key={route.id} {...MEETING} props={{ id: route.id }} />;
    case "part":
      return <Lazy key={`${route.part}/${route.id ?? ""}`} {...PART_PAGES[route.part]} props={{ id: route.id }} />;
    default:
      return assertNever(route);
  }
}

/// Everyone starts where the own work is.
function ToStart({ path }: { path: string }) {
  const { router } = useApp();
  useEffect(() => router.replace(path), [router, path]);
  return <WorkingPage />;
}

/// The instructor's pages, and the meeting, are parts of their own: clients start without them.
const CONTACTS = {
  texts: ["records", "invitations"],
  load: async () => (await import("./pages/contacts")).ContactsPage,
} as const;
const CONTACT = {
  texts: ["accounts", "records", "receipt", "programs", "library", "invitations"],
  load: async () => (await import("./pages/contact")).ContactPage,
} as const;
const SET_PASSWORD = {
  texts: ["administration"],
  load: async () => (await import("./administration/setPasswordPage")).SetPasswordPage,
} as const;
const INBOX = {
  texts: ["invitations"],
  load: async () => (await import("./pages/inbox")).InboxPage,
} as const;
const MEETING = {
  texts: ["receipt", "records", "programs", "invitations"],
  load: async () => (await import("./meeting/meetingRoute")).MeetingRoute,
} as const;
