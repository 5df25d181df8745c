/// Whether a colour can be read on our pages: WCAG 2.2, success criterion 1.4.3. Core refuses what fails here.

export const READABLE = 4.5;

/// The sheet and the page behind it, as `styles/tokens.css` has them.
const GROUNDS = { light: ["#ffffff", "#f6f5f1"], dark: ["#182125", "#0f1619"] } as const;

export type Ground = keyof typeof GROUNDS;

/// From 1 to 21, on the worse of the two grounds. The colour is like `#0b5c76`.
export function contrastOn(colour: string, ground: Ground): number {
  return Math.min(...GROUNDS[ground].map((behind) => between(colour, behind)));
}

function between(one: string, other: string): number {
  const [brighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((brighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
