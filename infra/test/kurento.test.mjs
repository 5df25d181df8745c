import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { INFRA } from "./room.mjs";

/// infra/kurento as far as it can be known without a Kurento: its form, that each setting is one of Kurento 7.3's (which
/// passes over what it doesn't know), and that ports are what documents and neighbours say.

const ROOT = path.join(INFRA, "..");
const FOLDER = path.join(INFRA, "kurento");
/// By the files that Kurento 7.3 brings.
const SETTINGS = {
  "BaseRtpEndpoint.conf.ini": ["minPort", "maxPort", "mtu"],
  "WebRtcEndpoint.conf.ini": [
    "stunServerAddress",
    "stunServerPort",
    "turnURL",
    "pemCertificateRSA",
    "pemCertificateECDSA",
    "networkInterfaces",
    "externalIPv4",
    "externalIPv6",
    "iceTcp",
    "qosDscp",
  ],
};
/// What IP, UDP, SRTP and a relay put around a packet, of 1280 bytes.
const MOST_MTU = 1200;

/** @param {string} file */
const read = (file) => readFileSync(path.join(ROOT, file), "utf8");

/** @param {keyof typeof SETTINGS} file */
function settingsOf(file) {
  /** @type {Map<string, string>} */
  const settings = new Map();
  for (const line of read(`infra/kurento/${file}`).split("\n")) {
    if (line === "" || line.startsWith("; ") || /^;[a-zA-Z0-9]+=\S+$/u.test(line)) {
      continue;
    }
    const [, name = "", value = ""] = /^([a-zA-Z0-9]+)=(\S+)$/u.exec(line) ?? assert.fail(`${file}: ${line}`);
    assert.ok(!settings.has(name), `${file}: ${name} twice`);
    settings.set(name, value);
  }
  return settings;
}

describe("Kurento with infra/kurento", () => {
  test("there are the three files that docs/media-servers.md names, and nothing else", () => {
    const files = readdirSync(FOLDER).toSorted();
    assert.deepEqual(files, ["BaseRtpEndpoint.conf.ini", "SdpEndpoint.conf.json", "WebRtcEndpoint.conf.ini"]);
    const document = read("docs/media-servers.md");
    for (const file of files) {
      assert.ok(document.includes(`\`${file}\``), file);
    }
  });

  test("each setting is one of Kurento's, also where it stands behind a semicolon", () => {
    for (const [file, known] of Object.entries(SETTINGS)) {
      const names = [...settingsOf(/** @type {keyof typeof SETTINGS} */ (file)).keys()];
      const optional = [...read(`infra/kurento/${file}`).matchAll(/^;([a-zA-Z0-9]+)=/gmu)].map(([, name = ""]) => name);
      for (const name of [...names, ...optional]) {
        assert.ok(known.includes(name), `${file}: ${name}`);
      }
      assert.ok(read(`infra/kurento/${file}`).startsWith(`; /etc/kurento/modules/kurento/${file}\n`), file);
    }
  });

  test("VP8 and Opus alone, one of each (what differs between two sides would be decoded)", () => {
    assert.deepEqual(JSON.parse(read("infra/kurento/SdpEndpoint.conf.json")), {
      numAudioMedias: 1,
      numVideoMedias: 1,
      audioCodecs: [{ name: "opus/48000/2", properties: {} }],
      videoCodecs: [{ name: "VP8/90000", properties: {} }],
    });
  });

  test("nobody else learns of calls, and media go by UDP alone", () => {
    const settings = settingsOf("WebRtcEndpoint.conf.ini");
    assert.equal(settings.get("stunServerAddress"), undefined);
    assert.equal(settings.get("turnURL"), undefined);
    assert.equal(settings.get("iceTcp"), "0");
    assert.match(settings.get("networkInterfaces") ?? "", /^CHANGE-ME/u);
  });

  test("its ports are those of the sheet for the firewall, and not those of Janus", () => {
    const settings = settingsOf("BaseRtpEndpoint.conf.ini");
    const [least, most] = [Number(settings.get("minPort")), Number(settings.get("maxPort"))];
    assert.ok(least < most && most <= 65_535);
    assert.ok(Number(settings.get("mtu")) <= MOST_MTU);

    const [, from = "", to = ""] = /rtp_port_range = "(\d+)-(\d+)"/u.exec(read("infra/janus/janus.jcfg")) ?? [];
    assert.ok(least > Number(to) || most < Number(from), `Janus has ${from} to ${to}`);
    for (const document of ["docs/media-servers.md", "docs/installing.md"]) {
      assert.ok(read(document).includes(`UDP ${least}–${most}`), document);
      assert.ok(read(document).includes("TCP 8888"), document);
    }
    assert.ok(read("docs/installing.md").includes(`UDP ${from}–${to}`));
  });

  test("the command to try one's own Kurento names a test that asks for it", () => {
    const [, name = "", property = ""] = /-Dtest=(\w+) .*-D(kurento\.url)=ws:\/\/\S+:8888\/kurento/u.exec(read("docs/media-servers.md")) ?? [];
    const source = `sfu-control/src/test/java/com/exorlive/meeting/sfucontrol/kurento/${name}.java`;
    assert.ok(existsSync(path.join(ROOT, source)), source);
    assert.ok(read(source).includes(`System.getProperty("${property}")`));
  });
});
