import { object, string } from "../json/parse";
import { type ApiRefusal, type Fetch, problemCode, readJson, refused, type Result, retryAfterMs } from "./http";

const setShape = object({ username: string({ min: 1, max: 300 }) });

/// Sets a first password by a one-time code. Nobody is signed in, so no token goes with it.
export async function setPassword(
  code: string,
  password: string,
  fetch: Fetch = (input, init) => globalThis.fetch(input, init),
): Promise<Result<{ readonly username: string }, ApiRefusal>> {
  try {
    const response = await fetch("/oidc/password", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ code, password }),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    const body = await readJson(response);
    return response.ok
      ? { kind: "ok", value: setShape(body, "$") }
      : refused(problemCode(body), response.status, { retryAfterMs: retryAfterMs(response) });
  } catch {
    return refused("network");
  }
}
