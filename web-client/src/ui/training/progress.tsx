import "../../styles/program.css";
import { useId } from "preact/hooks";
import type { Training } from "../../api";
import { useApp, useText } from "../context";

const DAYS = 28;
const DAY_MS = 86_400_000;
const WIDTH = 560;
const HEIGHT = 140;
const BASE = HEIGHT - 20;

interface Day {
  readonly at: Date;
  readonly sets: number;
  readonly planned: number | null;
}

/// The last four weeks, day by day; days without training too.
export function lastDays(training: Training, nowMs: number): readonly Day[] {
  const known = new Map(training.days.map((day) => [day.day, day]));
  return Array.from({ length: DAYS }, (_, index) => {
    const at = new Date(nowMs - (DAYS - 1 - index) * DAY_MS);
    const day = known.get(isoDay(at));
    return { at, sets: day?.sets ?? 0, planned: day?.setsPlanned ?? null };
  });
}

export function isoDay(at: Date): string {
  const two = (value: number): string => value.toString().padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/// How much was trained: a plot for eyes, and the same as a table for everybody.
export function Progress({ training }: { training: Training }) {
  const t = useText();
  const { nowMs } = useApp();
  const id = useId();
  const days = lastDays(training, nowMs());
  const most = Math.max(4, ...days.map(({ sets, planned }) => Math.max(sets, planned ?? 0)));
  const step = WIDTH / DAYS;
  const height = (sets: number): number => ((BASE - 8) * sets) / most;
  const active = days.filter(({ sets }) => sets > 0);
  return (
    <div class="stack g-3">
      <p>{t.text("train.daysDone", { n: active.length, of: DAYS })}</p>
      <figure class="plot">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={id}>
          <title id={id}>{t.text("train.plot")}</title>
          <path d={`M0 ${BASE}H${WIDTH}`} class="plot__base" />
          {days.map(({ at, sets, planned }, index) => (
            <g key={at.getTime()}>
              {planned !== null && planned > 0 && <path d={`M${index * step + 2} ${BASE - height(planned)}h${step - 4}`} class="plot__plan" />}
              {sets > 0 && <rect x={index * step + 4} y={BASE - height(sets)} width={step - 8} height={height(sets)} rx={3} class="plot__bar" />}
              {index % 7 === 6 && (
                <text x={index === DAYS - 1 ? WIDTH : index * step + step / 2} y={HEIGHT - 4} text-anchor={index === DAYS - 1 ? "end" : "middle"} class="plot__t">
                  {t.shortDate(at)}
                </text>
              )}
            </g>
          ))}
        </svg>
        <figcaption class="small muted">{t.text("train.plot")}</figcaption>
      </figure>
      <details>
        <summary>{t.text("train.asTable")}</summary>
        <table class="ttable">
          <caption class="sr">{t.text("train.plot")}</caption>
          <thead>
            <tr>
              <th scope="col">{t.text("train.day")}</th>
              <th scope="col">{t.text("train.sets")}</th>
              <th scope="col">{t.text("train.planned")}</th>
            </tr>
          </thead>
          <tbody>
            {active.map(({ at, sets, planned }) => (
              <tr key={at.getTime()}>
                <th scope="row">{t.shortDate(at)}</th>
                <td class="num">{sets}</td>
                <td class="num">{planned ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
