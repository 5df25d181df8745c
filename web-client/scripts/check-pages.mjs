/* global document, window, getComputedStyle, requestAnimationFrame */
// Looks at every page and state of the gallery: takes pictures (shots/) and fails on anything that axe-core, the
// content security policy, the console, or the checks for overflow, cut texts and small targets find.
//
//   node scripts/check-pages.mjs [--only=REGEX] [--languages=en,nb] [--all-sizes | --short] [--only-bad-shots]
//
// The gallery must be built (npm run gallery:build); CHROMIUM names another browser.

import { createReadStream, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import puppeteer from "puppeteer-core";

const HERE = fileURLToPath(new URL("..", import.meta.url));
const GALLERY = join(HERE, "gallery-dist");
const SHOTS = join(HERE, "shots");
const AXE = readFileSync(join(HERE, "node_modules/axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// The rules among those that look at colours. What the others found in the light page they find in the same page
/// made dark.
const AXE_COLOUR_RULES = ["color-contrast", "link-in-text-block"];

// The policy of production, so that the gallery shows what it breaks.
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob: mediastream:; " +
  "connect-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const SMALL = [
  { width: 320, height: 568 },
  { width: 360, height: 640 },
  { width: 844, height: 390 },
  { width: 900, height: 1100 },
  { width: 1920, height: 1080 },
];

/// Where axe looks, which takes its time: the widest, the usual and the narrowest layout. Overflow, cut texts and
/// targets are looked for at every size.
const AXE_WIDTHS = new Set([WIDE.width, PHONE.width, 320]);

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    languages: { type: "string", default: "en" },
    "all-sizes": { type: "boolean", default: false },
    // On a phone, in light: a third of the time.
    short: { type: "boolean", default: false },
    "only-bad-shots": { type: "boolean", default: false },
  },
});

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

function serve() {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = join(GALLERY, path === "/" ? "index.html" : path);
    if (!file.startsWith(GALLERY) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    // What has its content's hash in its name is compiled once for all states, as on the real server.
    const keep = path.startsWith("/assets/") ? "max-age=3600, immutable" : "no-store";
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": CSP, "Cache-Control": keep });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/// Runs in the page: what is cut, too small or wider than the screen.
function lookAround() {
  const found = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth) found.push(`page is ${root.scrollWidth - root.clientWidth} px too wide`);
  // The line never moves: in the meeting only panels scroll.
  if (document.querySelector(".meet") && root.scrollHeight > root.clientHeight) found.push(`meeting scrolls by ${root.scrollHeight - root.clientHeight} px`);
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && !element.closest(".sr, [popover]:not(:popover-open), [inert]");
  };
  const say = (element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className} "${element.textContent.trim().slice(0, 40)}"`;
  for (const element of document.querySelectorAll("button, a[href], input, select, [role=switch]")) {
    if (!seen(element) || element.closest(".skip") || element.matches(".skip")) continue;
    const box = element.getBoundingClientRect();
    const inText = element.matches("a") && getComputedStyle(element).display === "inline";
    if (!inText && (box.width < 24 || box.height < 24)) found.push(`target ${Math.round(box.width)}×${Math.round(box.height)}: ${say(element)}`);
  }
  for (const element of document.querySelectorAll("body *")) {
    if (!seen(element) || element.closest("svg, video, .lock__t, [aria-hidden=true]")) continue;
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
    if (!own) continue;
    const style = getComputedStyle(element);
    const clips = style.overflowX !== "visible" && style.overflowX !== "auto";
    if (clips && element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${say(element)}`);
    if (Number.parseFloat(style.fontSize) < 12) found.push(`small text: ${say(element)}`);
    const box = element.getBoundingClientRect();
    if (box.right > root.clientWidth + 1 || box.left < -1) found.push(`outside: ${say(element)}`);
  }
  // Only one line of a plate is wanted, and it may not leave its picture.
  for (const plate of document.querySelectorAll(".plate")) {
    const tile = plate.closest(".tile")?.getBoundingClientRect();
    const box = plate.getBoundingClientRect();
    if (tile && seen(plate) && (box.right > tile.right + 1 || box.left < tile.left - 1)) found.push(`plate outside: ${say(plate)}`);
  }
  return found;
}

async function act(page, one) {
  if (one.kind === "wait") {
    await new Promise((resolve) => setTimeout(resolve, one.ms));
  } else if (one.kind === "key") {
    await page.keyboard.press(one.key);
  } else if (one.kind === "type") {
    await page.type(`#${one.label}`, one.text);
  } else if (one.kind === "choose") {
    await page.select(`#${one.label}`, one.value);
  } else {
    const pressed = await page.evaluate(({ kind, text, selector }) => {
      const named = (element) => (element.getAttribute("aria-label") ?? element.textContent).trim();
      const wanted = (candidate) => named(candidate) === window.galleryText(text);
      const button = kind === "press" ? document.querySelector(selector) : [...document.querySelectorAll("button")].find(wanted);
      button?.focus();
      button?.click();
      return Boolean(button);
    }, one);
    if (!pressed) throw new Error(`no button ${one.text ?? one.selector}`);
  }
}

/// Nothing is on its way from one look to another. What inherits a colour sets out when what it inherits from has
/// arrived, so the end of one transition may be the beginning of the next.
async function settled(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let round = 0; round < 20; round++) {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const underWay = document.getAnimations().filter((one) => "transitionProperty" in one && one.playState !== "finished");
      if (underWay.length === 0) return;
      underWay.forEach((one) => one.finish());
    }
  });
}

async function changeScheme(page, scheme) {
  await page.evaluate((wanted) => window.galleryScheme(wanted), scheme);
  await page.waitForFunction((wanted) => document.documentElement.dataset.colorScheme === wanted, {}, scheme);
}

async function axe(page, runOnly) {
  return page.evaluate(async (asked) => {
    const result = await window.axe.run(document, { runOnly: asked, resultTypes: ["violations"] });
    return result.violations.map((violation) => `axe ${violation.id}: ${violation.help}\n      ${violation.nodes.map((node) => `${node.target.join(" ")} — ${node.any[0]?.message ?? node.failureSummary}`).join("\n      ")}`);
  }, runOnly);
}

/// The sizes and schemes in which to look at a state.
function looksAt(state) {
  if (options.short) return [{ size: PHONE, inScheme: "light" }];
  const usual = [WIDE, PHONE].flatMap((size) => ["light", "dark"].map((inScheme) => ({ size, inScheme })));
  const others = state.meeting || options["all-sizes"] ? SMALL : [];
  return [...usual, ...others.map((size) => ({ size, inScheme: "light" }))];
}

/// Looks at a state in both schemes. They differ in colours alone, so the page is made dark where it is rather than
/// opened again: opening it is what takes the time.
async function look(page, origin, state, language) {
  const problems = [];
  let scheme = "light";
  const noted = (where, found) => found.forEach((one) => problems.push(`${state.name} ${where} ${scheme} ${language}: ${one}`));
  const heard = {
    console: (message) => {
      if (message.type() === "error") noted("", [`console: ${message.text()}`]);
    },
    pageerror: (error) => noted("", [`error: ${error.message}`]),
    request: (request) => {
      // What the policy forbids of data: addresses is on the console; the rest is the browser's own, as of a date field.
      if (!request.url().startsWith(origin) && !/^(data:|blob:http:\/\/127\.0\.0\.1)/.test(request.url())) noted("", [`leaves the origin: ${request.url().slice(0, 80)}`]);
    },
  };
  for (const [event, listener] of Object.entries(heard)) page.on(event, listener);
  try {
    await page.setViewport(WIDE);
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    await page.goto(`${origin}/?state=${state.name}&scheme=${scheme}&language=${language}`);
    // A part of the pages that is still being loaded has a heading already.
    await page.waitForSelector("body:not(:has([data-working])) h1:not(:empty)", { timeout: 20_000 });
    await settled(page);
    await new Promise((resolve) => setTimeout(resolve, state.meeting || state.name.startsWith("check") ? 450 : 120));
    // By the protocol, which the page's own policy does not bind.
    await page.evaluate(AXE);
    for (const one of state.acts) {
      await act(page, one);
      await settled(page);
    }
    await new Promise((resolve) => setTimeout(resolve, 80));
    for (const { size, inScheme } of looksAt(state)) {
      const where = `${size.width}x${size.height}`;
      if (inScheme !== scheme) await changeScheme(page, inScheme);
      scheme = inScheme;
      await page.setViewport(size);
      await settled(page);
      const before = problems.length;
      if (AXE_WIDTHS.has(size.width)) noted(where, await axe(page, scheme === "light" ? AXE_TAGS : AXE_COLOUR_RULES));
      noted(where, await page.evaluate(lookAround));
      if (!options["only-bad-shots"] || problems.length > before) {
        const suffix = language === "en" ? "" : `-${language}`;
        await page.screenshot({ path: join(SHOTS, `${state.name}${suffix}-${where}-${scheme}.png`) });
      }
    }
  } catch (error) {
    noted("", [`could not be shown: ${error.message}`]);
  }
  for (const [event, listener] of Object.entries(heard)) page.off(event, listener);
  return problems;
}

/// One tab for all states: a new one for each is a new process, and twice the work. What a state keeps for its tab ends
/// with it. A tab that does not answer any more is not used again.
function tabOf(browser) {
  let tab;
  return {
    async look(origin, state, language) {
      tab ??= await browser.newPage();
      const problems = await look(tab, origin, state, language);
      try {
        await tab.evaluate(() => window.sessionStorage.clear());
      } catch {
        await tab.close().catch(() => undefined);
        tab = undefined;
      }
      return problems;
    },
  };
}

/// Chromium gives up what it loads whenever an address comes to the machine or goes (a container, a namespace), on
/// loopback too. That says nothing about the page.
async function lookUndisturbed(tab, origin, state, language) {
  for (let tries = 1; ; tries++) {
    const problems = await tab.look(origin, state, language);
    if (tries === 5 || !problems.some((problem) => problem.includes("ERR_NETWORK_CHANGED"))) return problems;
  }
}

const server = await serve();
const origin = `http://127.0.0.1:${server.address().port}`;
mkdirSync(SHOTS, { recursive: true });
const launch = () =>
  puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // A state that was left is not kept, since no one comes back to it.
    args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--hide-scrollbars", "--disable-features=BackForwardCache"],
  });
// Two browsers: of two pages in one browser the one behind is hardly ever drawn, and waits for its frames.
const browsers = await Promise.all([launch(), launch()]);
const [browser] = browsers;
const list = await browser.newPage();
await list.goto(`${origin}/`);
const only = new RegExp(options.only);
const states = (await list.evaluate(() => window.gallery)).filter((state) => only.test(state.name));
await list.close();

const jobs = options.languages.split(",").flatMap((language) => states.map((state) => ({ state, language })));
const problems = [];
let at = 0;
const work = async (browser) => {
  const tab = tabOf(browser);
  while (at < jobs.length) {
    const { state, language } = jobs[at++];
    problems.push(...(await lookUndisturbed(tab, origin, state, language)));
  }
};
await Promise.all(browsers.map(work));
await Promise.all(browsers.map((one) => one.close()));
server.close();

for (const problem of [...new Set(problems)]) console.log(problem);
console.log(`${states.length} states looked at, ${new Set(problems).size} problems`);
process.exitCode = problems.length > 0 || states.length === 0 ? 1 : 0;
