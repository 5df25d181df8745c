import { byName } from "./byName.mjs";
import { pageText } from "./inPage.mjs";
import { PATIENCE_MS, until, untilTrue } from "./until.mjs";

/// One page, used as a person uses it: by the roles and accessible names of what is on it, and by its words.

/**
 * @typedef {"button" | "link" | "switch"} Role
 *
 * @typedef {ReturnType<typeof createScreen>} Screen
 */

/** @param {import("puppeteer-core").Page} page */
export function createScreen(page) {
  const text = () => page.evaluate(pageText);

  /**
   * @param {Role} role
   * @param {string} name
   */
  const locator = (role, name) =>
    page
      .locator(byName(role, name))
      .filter((element) => element.getAttribute("aria-disabled") !== "true")
      .setTimeout(PATIENCE_MS);

  /**
   * @param {Role} role
   * @param {string} name
   */
  async function has(role, name) {
    const found = await page.$(byName(role, name));
    return (await found?.isVisible()) ?? false;
  }

  return {
    page,
    text,
    has,

    /** @param {string} url */
    go: (url) => page.goto(url, { waitUntil: "domcontentloaded" }),
    reload: () => page.reload({ waitUntil: "domcontentloaded" }),

    /**
     * @param {Role} role
     * @param {string} name
     */
    press: async (role, name) => {
      await named(`${role} "${name}" to press`, locator(role, name).click());
    },

    /**
     * @param {string} label
     * @param {string} value
     */
    fill: async (label, value) => {
      await named(`field "${label}" to fill`, page.locator(byName("input", label)).setTimeout(PATIENCE_MS).fill(value));
    },

    /// Follows the link in which these words stand.
    /** @param {string} words */
    follow: async (words) => {
      await named(`link with "${words}"`, page.locator(`a ::-p-text(${words})`).setTimeout(PATIENCE_MS).click());
    },

    /**
     * @param {Role} role
     * @param {string} name
     */
    awaitControl: (role, name) => untilTrue(`${role} "${name}"`, () => has(role, name)),

    /**
     * @param {string} name
     * @param {boolean} on
     */
    awaitSwitch: (name, on) =>
      untilTrue(`switch "${name}" ${on ? "on" : "off"}`, async () => {
        const found = await page.$(byName("switch", name));
        return (await found?.evaluate((element) => element.getAttribute("aria-checked"))) === String(on);
      }),

    /// Waits until one of these texts stands on the page, and says which.
    /** @param {string[]} texts */
    awaitText: (...texts) => {
      let last = "";
      return until(
        texts.map((one) => `"${one}"`).join(" or "),
        async () => {
          last = await text();
          return texts.find((one) => last.includes(one));
        },
        { saw: () => last },
      );
    },

    /** @param {string} words */
    awaitTextGone: (words) => untilTrue(`"${words}" to go away`, async () => !(await text()).includes(words)),
  };
}

/**
 * @template T
 * @param {string} what
 * @param {Promise<T>} attempt
 */
export async function named(what, attempt) {
  try {
    return await attempt;
  } catch (error) {
    throw new Error(`Waited in vain for ${what}`, { cause: error });
  }
}
