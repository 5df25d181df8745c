// Makes one table of the reports that load-tests/goals left: goal, measured, reached, command.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [folder, target] = process.argv.slice(2);

const read = (name) =>
  existsSync(`${folder}/${name}.json`)
    ? JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"))
    : undefined;
const fixed = (value, digits, unit = "") => `${value.toFixed(digits)}${unit}`;
const percent = (value) => fixed(100 * value, 3, " %");
const kib = (value) => fixed(value / 1024, 0, " KiB");
const mb = (value) => fixed(value / 1e6, 0, " MB");

const memory = read("memory")?.metrics;
const latency = read("latency")?.metrics;
const many = read("many")?.metrics;
const setups = read("setups")?.metrics;
const idle = read("idle")?.metrics;
const cut = read("cut")?.metrics;
const relay = read("relay")?.metrics;
const soak = read("soak")?.metrics;
const janus = read("janus")?.metrics;

const rows = [];
const add = (run, what, goal, measured, reached, row) => {
  if (run) rows.push({ what, goal, measured: measured(), reached: reached(), row });
};

const ratio = (name) => fixed(janus[name], 3);
const has = (run, name) => run?.[name] !== undefined;

add(has(janus, "sfu.cpu_us_to_janus") && janus, "CPU per forwarded packet against Janus", "at most 1/6 (0.167)",
  () => ratio("sfu.cpu_us_to_janus"), () => janus["sfu.cpu_us_to_janus"] <= 1 / 6, "janus");
for (const floor of ["floor-batched", "floor-nio", "floor"]) {
  const name = `sfu.cpu_us_to_${floor}`;
  add(has(janus, name) && janus, `against a bare UDP forwarder (${floor})`, "at most 1.6",
    () => ratio(name), () => janus[name] <= 1.6, "janus");
}
add(latency, "forwarding latency p99 at 25 meetings", "below 0.5 ms",
  () => `${fixed(latency["latency.p99"], 2, " ms")} (p50 ${fixed(latency["latency.p50"], 2, " ms")})`,
  () => latency["latency.p99"] < 0.5, "latency");
add(latency, "CPU per forwarded packet, the whole process, 25 meetings", "–",
  () => fixed(latency["server.cpu_us_per_packet"], 1, " µs"), () => undefined, "latency");
add(many, "150 meetings of 2 × 1 Mbit/s, generator on the same two cores", "p99 < 5 ms, loss < 0.1 %",
  () => `${fixed(many.meetings, 0)} meetings, ${fixed(many.packets_per_s, 0)} packets/s, p99 ${fixed(many["latency.p99"], 2, " ms")}, loss ${percent(many.loss)}, server ${fixed(many["server.cpu"], 2)} cores`,
  () => many.meetings >= 149.5 && many["latency.p99"] < 5 && many.loss < 0.001, "many");
add(memory, "memory per meeting", "below 300 KiB",
  () => `${kib(memory["server.memory_per_meeting"])} (heap ${kib(memory["memory.heap_per_meeting"])}, outside ${kib(memory["memory.outside_per_meeting"])})`,
  () => memory["server.memory_per_meeting"] < 300 * 1024, "memory");
add(many, "generator: meetings from one core", "at least 100",
  () => `${fixed(many.meetings / many["generator.cpu"], 0)} (${fixed(many["generator.cpu"], 2)} cores for ${fixed(many.meetings, 0)})`,
  () => many.meetings / many["generator.cpu"] >= 100, "many");
add(soak, "soak of 30-second calls (short)", "no failed set-up; heap, threads, descriptors, rooms flat",
  () => `${soak["join.count"]} calls, ${soak.failures} failed; heap ${percent(soak["growth.heap"] ?? NaN)}, threads ${percent(soak["growth.threads"])}, descriptors ${percent(soak["growth.descriptors"])}, rooms ${percent(soak["growth.rooms"])}; left: ${soak["left.rooms"]} rooms, ${soak["left.sockets"]} sockets`,
  () => soak.failures === 0 && ["heap", "threads", "descriptors", "rooms"].every((it) => (soak[`growth.${it}`] ?? 1) < 0.1), "soak");
add(setups, "set-ups a second (signalling alone, 20 pairs)", "–",
  () => `${fixed(setups.setups_per_s, 0)}, ${fixed(setups["server.cpu_ms_per_setup"], 1, " ms")} of CPU each, ${setups.failures} failed`, () => undefined, "setups");
add(idle, "10,000 idle sockets, with a heap of 640 MiB", "p99 < 250 ms, resident memory < 1 GB",
  () => `${fixed(idle.sockets, 0)} sockets, ping p99 ${fixed(idle["ping.p99"] ?? NaN, 1, " ms")}, server ${fixed(idle["server.cpu"] ?? NaN, 2)} cores, ${mb(idle["server.rss"] ?? NaN)}, ${idle.failures} failed`,
  () => idle.failures === 0 && idle["ping.p99"] < 250 && idle["server.rss"] < 1e9, "idle");
add(cut, "5,000 sockets cut at once, until all are back", "below 15 s, no seat lost",
  () => `the last after ${fixed(cut["back.max"] / 1000, 1, " s")} (p50 ${fixed(cut["back.p50"] / 1000, 1, " s")}), the server calm after ${fixed(cut.calm_after_s ?? NaN, 0, " s")}, ${cut.failures} failed`,
  () => cut["back.max"] < 15_000 && cut.failures === 0, "cut");
add(relay, "message through the relay, in units of a bare echo's", "–",
  () => fixed(relay["relay.cpu_to_echo"], 2), () => undefined, "relay");

const command = (row) => {
  const file = `${folder}/${row}.command`;
  const told = existsSync(file) ? `run ${readFileSync(file, "utf8").trim()}` : "compare-janus";
  return `\`load-tests/${told.replaceAll("|", "\\|")}\``;
};
const environment = read("latency")?.environment ?? read("many")?.environment;
const lines = [
  ...(environment
    ? [`${environment.processor}, ${environment.cores} cores, ${environment.system}, ${environment.java}; load average before: ${environment["load before"]}.`, ""]
    : []),
  "| what | goal | measured | reached | row |",
  "|---|---|---|---|---|",
  ...rows.map((it) => {
    const verdict = it.reached === undefined ? "" : it.reached ? "yes" : "**no**";
    return `| ${it.what} | ${it.goal} | ${it.measured} | ${verdict} | ${it.row} |`;
  }),
  "",
  ...[...new Set(rows.map((it) => it.row))].map((row) => `- ${row}: ${command(row)}`),
];
const table = `${lines.join("\n")}\n`;
process.stdout.write(table);
if (target) {
  const before = readFileSync(target, "utf8");
  const marked = /(<!-- goals -->\n)[^]*(<!-- \/goals -->)/;
  if (!marked.test(before)) throw new Error(`${target} has no place for the table`);
  writeFileSync(target, before.replace(marked, (_, from, to) => `${from}\n${table}\n${to}`));
}
process.exit(rows.some((it) => it.reached === false) ? 1 : 0);
