import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface PictureProps {
  readonly stream: MediaStream | null;
  /// False: the stream plays behind the fallback, so that it is there at once when it may be seen.
  readonly shown?: boolean;
  readonly mirror?: boolean;
  /// Nothing of it is cut off, as of a screen.
  readonly whole?: boolean;
  readonly fallback?: ComponentChildren;
}

/// A live picture. The sound of the other is played by the call itself, so every picture is mute.
export function Picture({ stream, shown = true, mirror, whole, fallback }: PictureProps) {
  const visible = stream !== null && shown;
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
        class={`picture ${mirror ? "picture--mirror" : ""} ${whole ? "picture--whole" : ""}`}
        hidden={!visible}
        muted
        playsInline
        autoplay
        disablePictureInPicture
        aria-hidden="true"
      />
      {!visible && fallback}
    </>
  );
}
