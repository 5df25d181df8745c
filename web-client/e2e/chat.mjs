/* global document */
import assert from "node:assert/strict";
import { untilTrue } from "./until.mjs";

/// What a person writes and reads in a meeting.

/**
 * @typedef {object} Line
 * @property {"you" | "other" | "notice"} from
 * @property {string} text
 * @property {"sending" | "delivered" | "undelivered"} delivery
 */

const OPENER = '::-p-xpath(//*[@role="toolbar"]//button[.//span[normalize-space()="Chat"]])';

/** @param {import("./screen.mjs").Screen} screen */
export function createChat(screen) {
  const { page } = screen;

  const open = async () => {
    if ((await page.$("[role=log]")) === null) {
      await page.locator(OPENER).click();
      await page.locator("[role=log]").wait();
    }
  };

  const read = async () => {
    await open();
    return page.evaluate(linesInPage);
  };

  return {
    open,
    read,

    /** @param {string} text */
    write: async (text) => {
      await open();
      const field = page.locator("textarea");
      await field.fill(text);
      await page.keyboard.press("Enter");
    },

    /// Waits until these stand there, in any order.
    /** @param {string[]} texts */
    awaitWords: (...texts) =>
      untilTrue("the words in the chat", async () => {
        const lines = await read();
        return texts.every((one) => lines.some(({ text, delivery }) => text === one && delivery === "delivered"));
      }),

    /// Waits until these texts, and no others, stand there in this order.
    /** @param {readonly { from: "you" | "other", text: string }[]} lines */
    awaitLines: async (lines) => {
      /** @type {Line[]} */
      let last = [];
      await untilTrue(
        `${lines.length} messages in the chat, all delivered`,
        async () => {
          last = await read();
          return last.length >= lines.length && last.every(({ delivery }) => delivery === "delivered");
        },
        { saw: () => last },
      );
      assert.deepEqual(
        last.map(({ from, text }) => ({ from, text })),
        lines,
      );
    },
  };
}

/** @returns {Line[]} */
function linesInPage() {
  return [...document.querySelectorAll("[role=log] li.m, [role=log] li.ms__n")]
    .slice(1)
    .map((item) => ({
      from: item.classList.contains("m--me") ? "you" : item.classList.contains("m") ? "other" : "notice",
      text: (item.querySelector(".m__b") ?? item).textContent ?? "",
      delivery: item.querySelector(".m__failed") ? "undelivered" : item.querySelector(".m__sending") ? "sending" : "delivered",
    }));
}
