import { Puppeteer } from "puppeteer-core";

/* global document, getComputedStyle, Node, Element, HTMLElement, HTMLInputElement, HTMLImageElement */

/**
 * Controls by what they are and how they are called, as one finds them who hears the page. Worked out in the page: the
 * browsers' own question for an accessible name is asked anew at each change of the page, and Firefox takes seconds for
 * each answer while pictures come.
 *
 * @param {"button" | "link" | "switch" | "input"} kind
 * @param {string} name
 * @returns {string} a selector for Puppeteer
 */
export function byName(kind, name) {
  return `named/${kind} ${name}`;
}

Puppeteer.registerCustomQueryHandler("named", { queryAll: allNamed });

/**
 * Is carried into the page: must stand alone. The name is that of "Accessible Name and Description Computation" 1.2 for
 * what these pages have: no CSS content, no name from a field within.
 *
 * @param {Node} root
 * @param {string} selector
 */
function allNamed(root, selector) {
  const KINDS = {
    button: "button:not([role]), summary, input:is([type=button], [type=submit]), [role=button]",
    link: "a[href]:not([role]), [role=link]",
    switch: "[role=switch]",
    input: "input",
  };
  const space = selector.indexOf(" ");
  const [kind, wanted] = [/** @type {keyof typeof KINDS} */ (selector.slice(0, space)), selector.slice(space + 1)];

  /** @param {string} text */
  const tidy = (text) => text.replaceAll(/\s+/gu, " ").trim();

  /**
   * @param {Node} node
   * @returns {string}
   */
  const content = (node) => {
    if (!(node instanceof Element)) {
      return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "") : "";
    }
    const { display, visibility } = getComputedStyle(node);
    if (display === "none" || visibility === "hidden" || node.getAttribute("aria-hidden") === "true") {
      return "";
    }
    const label = node.getAttribute("aria-label") ?? (node instanceof HTMLImageElement ? node.alt : "");
    const words = label || [...node.childNodes].map(content).join("");
    return display.startsWith("inline") && display !== "inline-block" ? words : ` ${words} `;
  };

  /** @param {Element} element */
  const nameOf = (element) => {
    const labels = element.getAttribute("aria-labelledby");
    if (labels) {
      return labels
        .split(/\s+/u)
        .map((id) => document.getElementById(id))
        .map((one) => (one ? content(one) : ""))
        .join(" ");
    }
    const written = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map(content).join(" ") : "";
    return element.getAttribute("aria-label") || written || content(element) || (element.getAttribute("title") ?? "");
  };

  // What stands behind a modal dialogue can't be used.
  const dialogues = [...document.querySelectorAll("dialog:modal")];
  const scope = dialogues.at(-1) ?? document;
  return [.../** @type {ParentNode} */ (root).querySelectorAll(KINDS[kind])].filter(
    (element) =>
      scope.contains(element) &&
      element instanceof HTMLElement &&
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest("[aria-hidden=true], [inert]") === null &&
      tidy(nameOf(element)) === tidy(wanted),
  );
}
