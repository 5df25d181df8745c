import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { until } from "../../web-client/e2e/until.mjs";
import { INFRA, start } from "./room.mjs";

/// infra/prometheus and infra/grafana against the running product: each metric and label that a rule or a panel asks for
/// must be there, and each question must have an answer.

const FOLDER = path.join(INFRA, "prometheus");
const API = "http://127.0.0.1:9090/api/v1";
const SELECTOR = /\b(?:(?:exorlive|signaling|jvm|process|haproxy)_\w+|up\b)(?:\{[^}]*\})?/gu;

const { groups } = parse(readFileSync(`${FOLDER}/rules.yml`, "utf8"));
const { panels } = JSON.parse(readFileSync(path.join(INFRA, "grafana/exorlive.json"), "utf8"));
/** @type {string[]} */
const EXPRESSIONS = [...groups.flatMap((/** @type {any} */ it) => it.rules), ...panels.flatMap((/** @type {any} */ it) => it.targets ?? [])].map((it) => it.expr);
/// One node alone, with its own media server, has none of these.
const OF_SEVERAL = /signaling_(?:nodes|registry_|forwarded_)|exorlive_media_server_/u;

/** @param {string} directory for its files */
export async function startPrometheus(directory) {
  const options = [`--config.file=${FOLDER}/prometheus.yml`, `--storage.tsdb.path=${directory}/prometheus`, "--web.listen-address=127.0.0.1:9090"];
  return start(["/usr/bin/prometheus", ...options], { until: (log) => log.includes("Server is ready to receive web requests") });
}

/** @param {string} address */
async function asked(address) {
  return (await (await fetch(`${API}/${address}`)).json()).data;
}

export function testMetrics() {
  test("Prometheus finds the product and HAProxy, and takes every rule", async () => {
    const healthy = async () => {
      const { activeTargets } = await asked("targets");
      return activeTargets.length === 2 && activeTargets.every((/** @type {{ health: string }} */ it) => it.health === "up") ? true : undefined;
    };
    await until("both targets to be up", healthy);
    const evaluated = async () => {
      const rules = (await asked("rules")).groups.flatMap((/** @type {{ rules: { health: string }[] }} */ it) => it.rules);
      return rules.every((/** @type {{ health: string }} */ it) => it.health === "ok") ? rules.length : undefined;
    };
    assert.ok((await until("each rule to be evaluated", evaluated)) > 20);
  });

  test("every metric and label that a rule or a panel asks for is there", async () => {
    const expressions = EXPRESSIONS.filter((it) => !OF_SEVERAL.test(it));
    const selectors = new Set(expressions.flatMap((/** @type {string} */ it) => it.match(SELECTOR) ?? []));
    assert.ok(selectors.size > 40, "the expressions were read");
    /** @type {string[]} */
    let missing = [];
    const allThere = async () => {
      const found = await Promise.all([...selectors].map(async (it) => [it, (await asked(`series?match[]=${encodeURIComponent(it)}`)).length]));
      missing = found.filter(([, series]) => series === 0).map(([it]) => String(it));
      return missing.length === 0 ? true : undefined;
    };
    await until("each selector to have a series", allThere, { saw: () => missing });
    for (const expression of expressions) {
      const answer = await (await fetch(`${API}/query?query=${encodeURIComponent(expression)}`)).json();
      assert.equal(answer.status, "success", `${expression}: ${answer.error}`);
    }
  });

  test("what one node alone does not have is told by the sources under that name", () => {
    const names = EXPRESSIONS.filter((it) => OF_SEVERAL.test(it)).flatMap((it) => it.match(/\b(?:signaling_|exorlive_media_server_)\w+/gu) ?? []);
    assert.ok(names.length > 8, "the expressions were read");
    const sources = ["signaling", "standalone"].map((it) => execFileSync("grep", ["-rh", "--include=*.java", "\"", path.join(INFRA, "..", it, "src/main/java")], { encoding: "utf8", maxBuffer: 1e8 })).join("");
    const isTold = (/** @type {string} */ name) => {
      const own = name.replace(/^(?:signaling_|exorlive_media_server_)/u, "").replace(/_(?:total|bucket|count|sum)$/u, "");
      return new RegExp(`"(?:signaling_|exorlive_media_server_)?${own}(?:_total)?"`, "u").test(sources);
    };
    assert.deepEqual(names.filter((it) => !isTold(it)), []);
  });

  test("each rule is silent while all is well, and fires when it should (promtool)", () => {
    execFileSync("promtool", ["check", "config", "prometheus.yml"], { cwd: FOLDER, stdio: "pipe" });
    execFileSync("promtool", ["test", "rules", "rules.test.yml"], { cwd: FOLDER, stdio: "pipe" });
    const names = (/** @type {string} */ file) => [...readFileSync(`${FOLDER}/${file}`, "utf8").matchAll(/(?:alert|- name): ([A-Z]\w+)/gu)].map(([, it]) => it);
    assert.deepEqual(names("rules.test.yml"), names("rules.yml"), "each has its test");
  });
}
