import type { TokenSource } from "./api";
import { askAssertion } from "./api/assertion";
import type { Call } from "./call";
import { createCall } from "./call/controller";
import { createEncryption } from "./e2ee/encryption";
import { DEFAULT_MODE } from "./call/types";
import { createMedia } from "./media/media";
import { rememberedMode, rememberMode } from "./media/remember";
import { randomBase64Url } from "./json/base64url";
import { createSignaling } from "./signaling/client";

/// Puts a call together out of its parts: the one place that knows them all. Call it when the device check opens, so
/// that the worker is running and its keys are made by the time the person presses Join, and `dispose` it when the
/// page leaves the meeting.
export function openCall(meetingId: string, tokens: TokenSource): Call {
  const { origin } = location;
  const encryption = createEncryption({
    meetingId,
    // core serves the page and is its identity provider.
    issuer: { issuer: origin, jwksUri: `${origin}/oidc/jwks` },
    askAssertion: (jkt) => askAssertion(tokens, meetingId, jkt),
  });
  return createCall({
    meetingId,
    signaling: createSignaling(meetingId, tokens),
    media: createMedia(encryption.transforms),
    encryption,
    mode: rememberedMode() ?? DEFAULT_MODE,
    rememberMode,
    nowMs: () => Date.now(),
    newId: () => randomBase64Url(16),
  });
}
