import type { Report } from "../../api/reports";
import { useText } from "../context";

type Timeline = NonNullable<Report["timeline"]>;

const WIDTH = 1000;
const HEIGHT = 120;
const GROUND = HEIGHT - 4;
const STEP_MS = { hour: 3_600_000, day: 86_400_000 } as const;

/// How much happened when: a bar for each hour or day, its refused part in red, a triangle where there was emergency
/// access. The table below says it all in words.
export function Plot({ timeline, from, to }: { timeline: Timeline; from: Date; to: Date }) {
  const t = useText();
  const stepMs = STEP_MS[timeline.step];
  const start = Math.min(from.getTime(), ...timeline.counts.map(({ at }) => at.getTime()));
  const steps = Math.max(1, Math.ceil((to.getTime() - start) / stepMs + 0.5));
  const most = Math.max(1, ...timeline.counts.map(({ lines }) => lines));
  const across = WIDTH / steps;
  const bar = Math.max(2, Math.min(28, across * 0.7));
  const sum = (of: (count: Timeline["counts"][number]) => number): number => timeline.counts.reduce((total, count) => total + of(count), 0);
  const name = t.text("reports.plot", {
    lines: sum(({ lines }) => lines),
    refusals: sum(({ refusals }) => refusals),
    emergencies: sum(({ breakGlass }) => breakGlass),
  });
  return (
    <figure class="plot">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={name} preserveAspectRatio="none">
        <line x1="0" x2={WIDTH} y1={GROUND} y2={GROUND} class="plot__ground" />
        {timeline.counts.map(({ at, lines, refusals, breakGlass }) => {
          const x = ((at.getTime() - start) / stepMs + 0.5) * across - bar / 2;
          const height = (lines / most) * (HEIGHT - 28);
          const red = (refusals / most) * (HEIGHT - 28);
          return (
            <g key={at.getTime()}>
              <rect x={x} y={GROUND - height} width={bar} height={height} class="plot__bar" />
              {red > 0 && <rect x={x} y={GROUND - red} width={bar} height={red} class="plot__bad" />}
              {breakGlass > 0 && <path d={`M${x + bar / 2 - 9} ${GROUND - height - 6}h18l-9 -15z`} class="plot__warn" />}
            </g>
          );
        })}
      </svg>
      <figcaption class="row between tiny muted num">
        <span>{t.shortDate(from)}</span>
        <span>{t.text("reports.plotMost", { n: most })}</span>
        <span>{t.shortDate(to)}</span>
      </figcaption>
    </figure>
  );
}
