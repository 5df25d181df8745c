import type { Me } from "../api";
import { contrastOn, READABLE } from "./contrast";

type Accent = NonNullable<NonNullable<Me["organisation"]["appearance"]>["accent"]>;

const PROPERTIES = ["--xl-accent", "--xl-accent-hover", "--xl-accent-tint", "--xl-accent-line"] as const;

/// Shows the organisation's colour where ours is; null: ours. A colour that could not be read is not shown.
export function applyAccent(style: CSSStyleDeclaration, accent: Accent | null): void {
  if (accent === null || contrastOn(accent.light, "light") < READABLE || contrastOn(accent.dark, "dark") < READABLE) {
    for (const property of PROPERTIES) style.removeProperty(property);
    return;
  }
  const both = (light: string, dark: string): string => `light-dark(${light}, ${dark})`;
  const mixed = (colour: string, percent: number, other: string): string => `color-mix(in srgb, ${colour} ${percent}%, ${other})`;
  const { light, dark } = accent;
  style.setProperty("--xl-accent", both(light, dark));
  style.setProperty("--xl-accent-hover", both(mixed(light, 80, "black"), mixed(dark, 75, "white")));
  // Faint enough that the colour itself still reads on them.
  style.setProperty("--xl-accent-tint", both(mixed(light, 8, "white"), mixed(dark, 12, "#0f1619")));
  style.setProperty("--xl-accent-line", both(mixed(light, 35, "white"), mixed(dark, 40, "#0f1619")));
}
