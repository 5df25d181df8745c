import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/// A live picture. The sound of the other is played by the call itself, so every picture is mute.
export function Picture({ stream, mirror, fallback }: { stream: MediaStream | null; mirror?: boolean; fallback?: ComponentChildren }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    if (element.srcObject !== stream) element.srcObject = stream;
    if (stream) {
      // A browser that won't play yet will with the next click; the picture simply comes later.
      element.play().catch(() => undefined);
    }
  }, [stream]);
  return (
    <>
      <video
        ref={video}
        class={`picture ${mirror ? "picture--mirror" : ""}`}
        hidden={stream === null}
        muted
        playsInline
        autoplay
        disablePictureInPicture
        aria-hidden="true"
      />
      {stream === null && fallback}
    </>
  );
}
