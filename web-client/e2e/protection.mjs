/* global document */
import { until } from "./until.mjs";

/// What a person reads and does about the encryption: the lock, the code behind it, and the stop.

/** @typedef {import("./screen.mjs").Screen} Screen */

export const LOCK = /** @type {const} */ ({
  waiting: "Locks when both are here",
  securing: "Securing…",
  secure: "End-to-end encrypted",
  verified: "Encrypted · code compared",
  again: "New device · compare again",
  broken: "Not secure · stopped",
});

/** @typedef {keyof typeof LOCK} Lock */

/** @param {Screen} screen */
export function createProtection(screen) {
  const lock = () => screen.page.evaluate(lockInPage);

  /** @param {Lock[]} states */
  const awaitLock = (...states) => {
    /** @type {string | null} */
    let last = null;
    return until(
      `the lock to say ${states.map((state) => `"${LOCK[state]}"`).join(" or ")}`,
      async () => {
        last = await lock();
        return states.find((state) => LOCK[state] === last);
      },
      { saw: () => last },
    );
  };

  /// The panel behind the lock opens and closes by it.
  /** @param {boolean} open */
  const setPanel = async (open) => {
    if ((await screen.page.evaluate(isLockOpen)) !== open) {
      await screen.press("button", (await lock()) ?? "");
    }
  };

  return {
    lock,
    awaitLock,

    /// The names of the seven pictures, and the number instead of them.
    readCode: async () => {
      await setPanel(true);
      const names = await until("seven pictures", async () => {
        const found = await screen.page.evaluate(picturesInPage);
        return found.length === 7 ? found : undefined;
      });
      await screen.press("button", "Use the number instead");
      const digits = await until("a number of twelve digits", async () => {
        const found = (await screen.page.evaluate(digitsInPage)).replaceAll(/\D/gu, "");
        return found.length === 12 ? found : undefined;
      });
      await screen.press("button", "Use the pictures instead");
      return { names, digits };
    },

    sayTheyMatch: async () => {
      await setPanel(true);
      await screen.press("button", "They match");
      await awaitLock("verified");
      await setPanel(false);
    },

    sayTheyDiffer: async () => {
      await setPanel(true);
      await screen.press("button", "They differ");
    },

    /// The case number, which both can tell on the phone.
    readCase: () => until("a case number", async () => /Case ([\w-]+)/u.exec(await screen.text())?.[1]),

    /// Everything is stopped, and the page says why.
    /** @param {string} why */
    awaitStopped: async (why) => {
      await screen.awaitText("Stopped: the call is not secure");
      await screen.awaitText(why);
      await awaitLock("broken");
    },
  };
}

function lockInPage() {
  return document.querySelector("button.lock")?.textContent?.trim() ?? null;
}

function isLockOpen() {
  return document.querySelector("button.lock")?.getAttribute("aria-expanded") === "true";
}

function picturesInPage() {
  return [...document.querySelectorAll("ol.code li")].map((item) => item.lastElementChild?.textContent ?? "");
}

function digitsInPage() {
  return document.querySelector(".digits .sr")?.textContent ?? "";
}
