/* global document, requestAnimationFrame */

/// Read in the page. All times are milliseconds since 1970, so that two pages on one machine can be compared.

/**
 * @typedef {Record<string, number[]>} Marks by step, in the order in which they were set
 */

/// The marks `meeting:<step>` that the page has set since it was loaded (src/call/marks.ts).
/** @returns {Marks} */
export function readMarks() {
  /** @type {Marks} */
  const marks = {};
  for (const { name, startTime } of performance.getEntriesByType("mark")) {
    if (name.startsWith("meeting:")) {
      (marks[name.slice("meeting:".length)] ??= []).push(performance.timeOrigin + startTime);
    }
  }
  return marks;
}

/// Whether the own picture moves in the device check: camera and microphone are granted and open.
export function devicesAreOpen() {
  const video = document.querySelector("video");
  return video !== null && video.videoWidth > 0 && video.readyState >= 2;
}

/// Looks at each frame of the screen until the other's picture is there with something in it, and says when that was.
/// It does not trust the page's own marks.
/**
 * @param {string} name
 * @returns {Promise<number>}
 */
export function firstSightOf(name) {
  const canvas = document.createElement("canvas");
  canvas.width = 16;
  canvas.height = 12;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const isThere = () => {
    const figure = [...document.querySelectorAll("figure, [role=figure]")].find((element) =>
      element.getAttribute("aria-label")?.startsWith(`Picture of ${name}`),
    );
    const video = figure?.querySelector("video");
    if (!brush || !video || video.videoWidth === 0 || video.hidden) {
      return false;
    }
    brush.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
    let least = 255;
    let most = 0;
    for (let index = 0; index < data.length; index++) {
      if (index % 4 !== 3) {
        least = Math.min(least, data[index] ?? 0);
        most = Math.max(most, data[index] ?? 0);
      }
    }
    return most - least > 40;
  };
  return new Promise((resolve) => {
    const look = () => {
      if (isThere()) {
        resolve(performance.timeOrigin + performance.now());
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });
}
