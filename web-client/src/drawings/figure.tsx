import type { ComponentChildren } from "preact";
import type { Joint } from "./poses";

/// Own drawings. People are faceless figures built from a few joints, so that a new exercise is a few lines.
/// Grid 160 × 120, ground at y = 104, the figure faces right. Limbs are round strokes of fixed widths;
/// the colours are the theme's `--ex-…`.

type Part = "far" | "near" | "shirt" | "skin";

export function Limb({ at, width, part }: { at: readonly Joint[]; width: number; part: Part }) {
  const d = `M${at.map(([x, y]) => `${x} ${y}`).join(" L")}`;
  return <path d={d} class={`ex-limb ex-limb--${part}`} stroke-width={width} />;
}

export function FarLeg({ at }: { at: readonly Joint[] }) {
  return <Limb at={at} width={9} part="far" />;
}
export function FarArm({ at }: { at: readonly Joint[] }) {
  return <Limb at={at} width={6} part="far" />;
}
export function NearLeg({ at }: { at: readonly Joint[] }) {
  return <Limb at={at} width={11} part="near" />;
}
export function NearArm({ at, width = 7 }: { at: readonly Joint[]; width?: number }) {
  return <Limb at={at} width={width} part="skin" />;
}
export function Torso({ at, width = 17 }: { at: readonly Joint[]; width?: number }) {
  return <Limb at={at} width={width} part="shirt" />;
}
export function Head({ at: [x, y] }: { at: Joint }) {
  return <circle cx={x} cy={y} r={8.5} class="ex-head" />;
}
export function Prop({ d }: { d: string }) {
  return <path d={d} class="ex-prop" />;
}
export function Arrow({ d }: { d: string }) {
  return <path d={d} class="ex-arrow" />;
}
export function Ground() {
  return <path d="M14 108H146" class="ex-ground" />;
}
export function Mat() {
  return <rect x={16} y={105} width={128} height={6} rx={3} class="ex-block" />;
}

export function Figure({ children }: { children: ComponentChildren }) {
  return (
    <svg viewBox="0 0 160 120" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}
