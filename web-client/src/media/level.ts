import { type ReadonlySignal, signal } from "@preact/signals";

/// How loud the microphone is, 0 to 1, ten times a second. It listens to a copy of the track, so it moves while the
/// microphone is muted as well. Nothing of the sound is kept.
export interface LevelMeter {
  readonly level: ReadonlySignal<number>;
  listen(mic: MediaStreamTrack | null): void;
  close(): void;
}

const EACH_MS = 100;
const QUIET_DB = -60;
const LOUD_DB = -12;

export function createLevelMeter(): LevelMeter {
  const level = signal(0);
  let stop: () => void = () => undefined;

  function listen(mic: MediaStreamTrack | null): void {
    stop();
    stop = () => undefined;
    level.value = 0;
    if (mic) {
      stop = meter(mic, (value) => {
        level.value = value;
      });
    }
  }

  return { level, listen, close: () => listen(null) };
}

function meter(mic: MediaStreamTrack, show: (level: number) => void): () => void {
  const copy = mic.clone();
  copy.enabled = true;
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([copy]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const owner = new AbortController();
  // Without a click the browser may keep the context suspended.
  const wake = () => void context.resume().catch(() => undefined);
  addEventListener("pointerdown", wake, { signal: owner.signal });
  addEventListener("keydown", wake, { signal: owner.signal });
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    show(loudness(samples));
  }, EACH_MS);
  return () => {
    owner.abort();
    clearInterval(timer);
    copy.stop();
    void context.close().catch(() => undefined);
  };
}

/// Root mean square on a scale of decibels, since that is how ears hear.
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  const decibels = 10 * Math.log10(power + 1e-12);
  return Math.max(0, Math.min(1, (decibels - QUIET_DB) / (LOUD_DB - QUIET_DB)));
}
