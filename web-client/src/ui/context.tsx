import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { App } from "../app/app";
import type { Translator } from "../i18n/translate";

const AppContext = createContext<App | null>(null);

export const AppProvider = AppContext.Provider;

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("no AppProvider above this view");
  return app;
}

/// The texts in the language chosen; a view that uses them is drawn again when another is chosen.
export function useText(): Translator {
  return useApp().preferences.translator.value;
}
