// What a load test measured, as figures: node metrics.mjs REPORT.json FIGURES.json. A metric called `ping.p99.*` was
// measured in one window of time after another, each of which is a round.
import { readFileSync } from "node:fs";

const [report = "", wanted = ""] = process.argv.slice(2);
const { metrics } = JSON.parse(readFileSync(report, "utf8"));
const figures = Object.entries(JSON.parse(readFileSync(wanted, "utf8")));
const some = figures.find(([, [metric]]) => metric.endsWith(".*"))?.[1][0].slice(0, -1);
const rounds = some === undefined ? 1 : Object.keys(metrics).filter((it) => it.startsWith(some)).length;
if (rounds === 0) throw new Error(`${report} has no ${some}*`);
for (let round = 1; round <= rounds; round++) {
  for (const [figure, [metric, times, bound]] of figures) {
    const value = metrics[metric.replace(/\*$/u, String(round))];
    if (value === undefined) throw new Error(`${report} has no ${metric}`);
    console.log(`figure ${figure} ${Number((value * times).toPrecision(4))}${bound === undefined ? "" : ` ${bound}`}`);
  }
  if (some !== undefined) console.log("round held");
}
