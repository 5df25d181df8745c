import type { DeviceKind, DeviceProblem } from "../../call";
import type { Translator } from "../../i18n/translate";

export type Pickable = Exclude<DeviceKind, "speaker">;

/// What is the matter with a device, and what to do.
export function deviceWords(t: Translator, kind: Pickable, problem: DeviceProblem): { readonly title: string; readonly hint: string } {
  switch (problem) {
    case "denied":
    case "insecure":
      return { title: t.text(`device.${kind}Denied`), hint: t.text(`device.${kind}DeniedHint`) };
    case "notFound":
      return { title: t.text(`device.${kind}Missing`), hint: t.text(`device.${kind}MissingHint`) };
    case "busy":
      return { title: t.text(`device.${kind}Busy`), hint: t.text(`device.${kind}BusyHint`) };
    case "lost":
    case "failed":
      return { title: t.text(`device.${kind}Failed`), hint: t.text(`device.${kind}FailedHint`) };
  }
}

/// Why there is none, in a few words: one that is blocked may well be there.
export function missingWords(t: Translator, kind: Pickable, problem: DeviceProblem | null): string {
  return t.text(problem === "denied" ? `device.${kind}Denied` : `check.noneFound.${kind}`);
}
