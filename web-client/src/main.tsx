import "./styles/index.css";
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { createCoreApi, createProgramsApi } from "./api";
import type { App } from "./app/app";
import { createTicking } from "./app/loader";
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
    ticking: createTicking(document),
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
