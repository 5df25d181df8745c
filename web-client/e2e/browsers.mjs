import puppeteer from "puppeteer-core";
import { commandIn, openDoor, voiceFile } from "./network/inside.mjs";
import { hasStopped, signalGroup, stopAtExit } from "./started.mjs";
import { trusting } from "./turn/trust.mjs";

/** @typedef {"Chromium" | "Firefox"} Kind */

/// Chromium's made-up camera is a picture with a moving part at 20 frames a second, Firefox's a slowly changing plain
/// colour at 30; both make tones.
const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--use-fake-device-for-media-stream",
  "--window-size=1280,900",
  "--lang=en-GB",
  "--accept-lang=en-GB",
];

const FIREFOX_PREFS = {
  "media.navigator.streams.fake": true,
  // Firefox sends no ICE check to 127.0.0.1 unless it may use loopback and the page counts as one that was given the
  // devices; made-up ones don't count.
  "media.peerconnection.ice.loopback": true,
  "permissions.default.camera": 1,
  "permissions.default.microphone": 1,
  "media.autoplay.default": 0,
  "intl.accept_languages": "en-GB, en",
};

/**
 * @typedef {object} Options
 * @property {number} [socksPort] everything but media goes through a SOCKS proxy at this port
 * @property {string} [trusts] a certificate of an authority (a file), beside those of the system
 * @property {boolean} [refusesCamera] the person lets the page have the microphone alone
 * @property {import("./network/network.mjs").Home} [at] where it runs; without it on this machine's own network
 */

/**
 * A real, headless browser with made-up devices.
 *
 * @param {Kind} kind
 * @param {Options} [options]
 * @returns {Promise<import("puppeteer-core").Browser>}
 */
export async function openBrowser(kind, options = {}) {
  const browser = await (kind === "Chromium" ? launchChromium(options) : launchFirefox(options));
  const leader = browser.process()?.pid;
  if (leader !== undefined) {
    stopAtExit(leader);
  }
  return browser;
}

/** @param {Options} options */
async function launchChromium({ socksPort, refusesCamera = false, at, trusts }) {
  const proxy =
    socksPort === undefined
      ? []
      : [`--proxy-server=socks5://127.0.0.1:${socksPort}`, "--proxy-bypass-list=<-loopback>"];
  const browser = await puppeteer.launch({
    browser: "chrome",
    executablePath: await commandIn(at?.namespace, process.env["CHROMIUM"] ?? "/usr/bin/chromium"),
    // What is told the browser doesn't go over its network.
    pipe: at !== undefined,
    ...(trusts === undefined ? {} : { env: { ...process.env, HOME: trusting(trusts).home } }),
    args: [...CHROMIUM_ARGS, ...(at === undefined ? [] : [`--use-file-for-fake-audio-capture=${voiceFile()}`]), ...(refusesCamera ? [] : ["--use-fake-ui-for-media-stream"]), ...proxy],
    defaultViewport: { width: 1280, height: 900 },
  });
  if (refusesCamera) {
    await browser.setPermission(
      "*",
      { permission: { name: "microphone" }, state: "granted" },
      { permission: { name: "camera" }, state: "denied" },
    );
  }
  return browser;
}

/** @param {Options} options */
async function launchFirefox({ socksPort, refusesCamera = false, at, trusts }) {
  const proxy =
    socksPort === undefined
      ? {}
      : {
          "network.proxy.type": 1,
          "network.proxy.socks": "127.0.0.1",
          "network.proxy.socks_port": socksPort,
          "network.proxy.socks_version": 5,
          "network.proxy.allow_hijacking_localhost": true,
        };
  const door = at === undefined ? undefined : await openDoor(at.namespace);
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: await commandIn(at?.namespace, process.env["FIREFOX"] ?? "/usr/bin/firefox-esr"),
    ...(door === undefined ? {} : { debuggingPort: door.port }),
    ...(trusts === undefined ? {} : { userDataDir: trusting(trusts).profile }),
    extraPrefsFirefox: { ...FIREFOX_PREFS, ...(refusesCamera ? { "permissions.default.camera": 2 } : {}), ...proxy },
    defaultViewport: { width: 1280, height: 900 },
  });
  browser.once("disconnected", () => door?.close());
  return browser;
}

/** @param {import("puppeteer-core").Browser} browser */
export async function closeBrowser(browser) {
  const leader = browser.process()?.pid;
  const kill = setTimeout(() => leader !== undefined && signalGroup(leader, "SIGKILL"), 10_000);
  await browser.close().catch(() => undefined);
  clearTimeout(kill);
  if (leader !== undefined) {
    hasStopped(leader);
  }
}
