import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { object, oneOf, string } from "../../json/parse";
import { useApp } from "../context";

const logoShape = object({ mediaType: oneOf("image/png", "image/jpeg"), content: string({ max: 60_000 }) });

/// The organisation's own logo, once it is there; nothing otherwise. Its name stands beside it or is its text.
export function OrganisationLogo({ name }: { name: string }) {
  const { api } = useApp();
  const url = useSignal<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void api.ask({ method: "GET", path: "/organisation/logo", parse: logoShape, signal: stop.signal }).then((answer) => {
      if (answer.kind === "ok" && !stop.signal.aborted) url.value = imageUrl(answer.value);
    });
    return () => {
      stop.abort();
      if (url.value !== null) URL.revokeObjectURL(url.value);
    };
  }, [api, url]);
  return url.value === null ? null : <img class="org-logo" src={url.value} alt={name} />;
}

function imageUrl({ mediaType, content }: { readonly mediaType: string; readonly content: string }): string | null {
  try {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    return URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  } catch {
    return null;
  }
}
