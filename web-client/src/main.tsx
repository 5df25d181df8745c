import "./styles/index.css";
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { createCoreApi, createProgramsApi, readEvents, type TokenSource } from "./api";
import { browserTimers } from "./app/announcer";
import type { App } from "./app/app";
import { createTicking } from "./app/loader";
import { createNews, type News } from "./app/news";
import { createPreferences } from "./app/preferences";
import { createRouter, isOpenToAll } from "./app/router";
import { createNames } from "./api/names";
import type { Fetch } from "./api/http";
import { type AuthState, createAuth, type StartResult } from "./auth";
import { Root } from "./ui/root";

/// Makes everything there is one of, and shows it.
async function main(root: HTMLElement): Promise<void> {
  const auth = createAuth();
  const router = createRouter(window);
  const app: App = {
    auth,
    api: createCoreApi(auth, browserFetch, createNames({ tokens: auth, fetch: browserFetch, address: () => namesOf(auth.state.value), nowMs: () => Date.now() })),
    programs: createProgramsApi(auth),
    router,
    preferences: await createPreferences(storage(), navigator.languages),
    ticking: createTicking(document, news(auth)),
    openCall: async (meetingId) => (await import("./compose")).openCall(meetingId, auth),
    nowMs: () => Date.now(),
    seenEnd: new Map(),
  };
  const started = signal<StartResult | null>(null);
  const View = () => <Root app={app} started={started.value} />;
  render(<View />, root);

  let starting = false;
  effect(() => {
    if (isOpenToAll(router.route.value) || starting) return;
    starting = true;
    void auth.start().then((result) => {
      if (result.kind === "signedIn" && result.returnTo !== null) router.replace(result.returnTo);
      started.value = result;
    });
  });
}

/// What core tells by itself of one's meetings.
function news(tokens: TokenSource): News {
  return createNews({
    read: ({ onNews, ...on }) =>
      readEvents(tokens, (input, init) => fetch(input, init), {
        ...on,
        path: "/core/v1/me/events",
        lastId: null,
        onEvent: ({ event }) => {
          if (event === "meetings") onNews();
        },
      }),
    timers: browserTimers,
    isVisible: () => document.visibilityState === "visible",
    onLook: (look) => {
      document.addEventListener("visibilitychange", look);
      window.addEventListener("online", look);
    },
  });
}

/// Where the signed-in person finds contacts' names. A client has none to find, and the service answers only staff.
function namesOf(who: AuthState): string | null {
  return who.kind === "signedIn" && who.me.roles.some((role) => role !== "contact") ? who.me.organisation.pds : null;
}

const browserFetch: Fetch = (input, init) => fetch(input, init);

/// Blocked storage throws already when it is looked at.
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

const root = document.getElementById("app");
if (root) void main(root);
