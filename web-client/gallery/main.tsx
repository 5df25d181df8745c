import "../src/styles/index.css";
import { render } from "preact";
import { createPreferences, type Scheme } from "../src/app/preferences";
import type { StartResult } from "../src/auth";
import { isLanguage } from "../src/i18n/catalogue";
import { Root } from "../src/ui/root";
import { fakeApp } from "./fakes";
import { STATES } from "./states";

/// `?state=contacts&scheme=dark&language=nb` shows one state; without a state, the list of them.
async function main(root: HTMLElement): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const name = asked.get("state") ?? "";
  const state = STATES[name];
  if (!state) {
    render(<List />, root);
    return;
  }
  const language = asked.get("language");
  const preferences = await createPreferences(null, [isLanguage(language) ? language : "en"]);
  const scheme: Scheme = asked.get("scheme") === "dark" ? "dark" : asked.get("scheme") === "light" ? "light" : "auto";
  preferences.setScheme(scheme);
  window.galleryScheme = (scheme) => preferences.setScheme(scheme);
  window.galleryText = (key) => preferences.translator.peek().text(key as "meeting.end");
  const app = fakeApp(await state.app(), preferences);
  const started: StartResult =
    app.auth.state.value.kind === "signedIn"
      ? { kind: "signedIn", returnTo: null }
      : { kind: "signedOut", problem: name === "signed-out-network" ? "network" : null };
  render(<Root app={app} started={started} />, root);
}

function List() {
  return (
    <main class="page" id="main">
      <h1>Gallery</h1>
      <ul>
        {Object.keys(STATES).map((name) => (
          <li key={name}>
            <a href={`?state=${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

/// What the script that takes the pictures needs to know.
declare global {
  interface Window {
    /// The text of a message without variables, in the language shown.
    galleryText: (key: string) => string;
    galleryScheme: (scheme: "light" | "dark") => void;
    gallery: { readonly name: string; readonly meeting: boolean; readonly acts: unknown }[];
  }
}
window.gallery = Object.entries(STATES).map(([name, state]) => ({
  name,
  meeting: state.meeting ?? false,
  acts: state.acts ?? [],
}));

const root = document.getElementById("app");
if (root) void main(root);
