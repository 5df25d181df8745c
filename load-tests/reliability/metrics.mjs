// What a load test measured, as figures: node metrics.mjs REPORT.json FIGURES.json
import { readFileSync } from "node:fs";

const [report = "", wanted = ""] = process.argv.slice(2);
const { metrics } = JSON.parse(readFileSync(report, "utf8"));
for (const [figure, [metric, times, bound]] of Object.entries(JSON.parse(readFileSync(wanted, "utf8")))) {
  const value = metrics[metric];
  if (value === undefined) throw new Error(`${report} has no ${metric}`);
  console.log(`figure ${figure} ${Number((value * times).toPrecision(4))}${bound === undefined ? "" : ` ${bound}`}`);
}
