import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

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
///
/// A stream that follows another one is shown from its first picture on, and the one before it until then: an element
/// that is given another stream is empty for as long as that takes.
export function Picture({ stream, shown = true, mirror, whole, fallback }: PictureProps) {
  const [seen, setSeen] = useState(stream);
  const visible = stream !== null && shown;
  const before = visible && seen !== null && seen !== stream ? seen : null;
  useEffect(() => {
    if (!visible) setSeen(stream);
  }, [visible, stream]);
  const look = `picture ${mirror ? "picture--mirror" : ""} ${whole ? "picture--whole" : ""}`;
  return (
    <>
      {before && <Video key={before.id} stream={before} look={look} hidden={false} />}
      {stream && (
        <Video key={stream.id} stream={stream} look={before ? `${look} picture--next` : look} hidden={!visible} onFirst={() => setSeen(stream)} />
      )}
      {!visible && fallback}
    </>
  );
}

interface VideoProps {
  readonly stream: MediaStream;
  readonly look: string;
  readonly hidden: boolean;
  readonly onFirst?: () => void;
}

function Video({ stream, look, hidden, onFirst }: VideoProps) {
  const video = useRef<HTMLVideoElement>(null);
  const first = useRef(onFirst);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = stream;
    // A browser that won't play yet will with the next click; the picture simply comes later.
    element.play().catch(() => undefined);
    const waiting = element.requestVideoFrameCallback(() => first.current?.());
    return () => {
      element.cancelVideoFrameCallback(waiting);
      element.srcObject = null;
    };
  }, [stream]);
  return <video ref={video} class={look} hidden={hidden} muted playsInline autoplay disablePictureInPicture aria-hidden="true" />;
}
