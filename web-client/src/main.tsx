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
import { createAuth, type StartResult } from "./auth";
import { Root } from "./ui/root";

/// Makes everything there is one of, and shows it.
async function main(root: HTMLElement): Promise<void> {
  const auth = createAuth();
  const router = createRouter(window);
  const app: App = {
    auth,
    api: createCoreApi(auth),
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
