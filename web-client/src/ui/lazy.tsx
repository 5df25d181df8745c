import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { SectionName } from "../i18n/sections";
import { useApp } from "./context";
import { FailedPage, WorkingPage } from "./pages/simple";

type Shown<Props> = { readonly view: ComponentType<Props> } | "loading" | "failed";

/// A page that comes with its texts when somebody opens it: most pages never need it. Its `load` must be the same
/// function at each call.
export function Lazy<Props extends object>({
  texts,
  load,
  props,
}: {
  texts: readonly SectionName[];
  load: () => Promise<ComponentType<Props>>;
  props: Props;
}) {
  const { preferences } = useApp();
  const shown = useSignal<Shown<Props>>("loading");
  useEffect(() => {
    let wanted = true;
    const show = (next: Shown<Props>): void => {
      if (wanted) shown.value = next;
    };
    shown.value = "loading";
    Promise.all([load(), preferences.needTexts(texts)]).then(
      ([view]) => show({ view }),
      () => show("failed"),
    );
    return () => {
      wanted = false;
    };
  }, [load, texts, preferences, shown]);
  if (shown.value === "loading") return <WorkingPage />;
  if (shown.value === "failed") return <FailedPage failure="networkLost" onRetry={() => location.reload()} />;
  const View = shown.value.view;
  return <View {...props} />;
}
