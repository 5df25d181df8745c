import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startProduct } from "./product.mjs";

const CLASS = "../../standalone/target/test-classes/com/exorlive/meeting/standalone/MaliciousProduct.class";

/**
 * The product with a media server that lies on order, and that writes down all that it has in its hands.
 *
 * @typedef {"none" | "plaintext" | "reflect" | "replay" | "swap"} Attack
 * @typedef {"host" | "invitee"} Seat
 * @typedef {{ lines: string, bytes: string, count: number }} Captured files: one thing a line, and the bare bytes
 *
 * @typedef {Awaited<ReturnType<typeof startDishonest>>} Dishonest
 */

export async function startDishonest() {
  if (!existsSync(fileURLToPath(new URL(CLASS, import.meta.url)))) {
    throw new Error("The dishonest product is not built: run ./test, or mvn -DskipTests verify in the top folder.");
  }
  const product = await startProduct({ dishonest: true });
  const control = /^Control: (\S+)$/mu.exec(product.log())?.[1];
  if (control === undefined) {
    await product.stop();
    throw new Error("The dishonest product takes no orders");
  }

  /**
   * @param {"GET" | "POST"} method
   * @param {string} path
   */
  const order = async (method, path) => {
    const response = await fetch(`${control}/${path}`, { method });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    }
    return answer;
  };

  return {
    ...product,

    /// From the next frame on the target is lied to.
    /**
     * @param {Attack} attack
     * @param {Seat} target
     * @returns {Promise<void>}
     */
    attack: (attack, target) => order("POST", `attack/${attack}?target=${target}`),

    /** @returns {Promise<{ forged: number, heldBack: number }>} packets since the order */
    status: () => order("GET", "status"),

    /** @returns {Promise<Record<"media" | "messages" | "http", Captured>>} */
    captured: () => order("GET", "captured"),

    /** @returns {Promise<string>} the file with all that is in the server's memory, garbage too */
    dumpHeap: async () => (await order("POST", "heap")).heap,
  };
}
