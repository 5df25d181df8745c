import workerUrl from "./worker?worker&url";

/// A page's policy names it: `trusted-types exorlive-worker` in the CSP.
const POLICY = "exorlive-worker";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): {
    createScriptURL(url: string): string | URL;
  };
}

let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;

/// Null in a browser that lacks what the encryption needs: there is no other way to meet.
export function openWorker(): Worker | null {
  const able =
    typeof RTCRtpScriptTransform !== "undefined" &&
    typeof Worker !== "undefined" &&
    // Browsers have it in secure pages only.
    (globalThis.crypto as { readonly subtle?: SubtleCrypto } | undefined)?.subtle !== undefined;
  return able ? new Worker(scriptUrl(workerUrl), { type: "module", name: "exorlive-e2ee" }) : null;
}

/// Where Trusted Types are enforced a worker's address must come out of a policy; ours lets through one address.
function scriptUrl(url: string): string | URL {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy(POLICY, {
    createScriptURL: (wanted) => {
      if (wanted !== workerUrl) {
        throw new TypeError("not our worker");
      }
      return wanted;
    },
  });
  return policy ? policy.createScriptURL(url) : url;
}
