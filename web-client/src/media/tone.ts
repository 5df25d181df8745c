/// Three notes for trying a speaker. They go through an audio element, since that can be sent to a chosen speaker
/// in more browsers than an audio context can.
const NOTES_HZ = [523.25, 659.25, 783.99];
const NOTE_S = 0.25;

export async function playTone(speaker: string | null, signal: AbortSignal): Promise<void> {
  const context = new AudioContext();
  const destination = context.createMediaStreamDestination();
  const audio = document.createElement("audio");
  try {
    audio.srcObject = destination.stream;
    if (speaker !== null && "setSinkId" in audio) {
      await audio.setSinkId(speaker).catch(() => undefined);
    }
    await Promise.all([context.resume(), audio.play()]);
    const start = context.currentTime + 0.05;
    NOTES_HZ.forEach((hertz, index) => note(context, destination, hertz, start + index * NOTE_S));
    await pause((NOTES_HZ.length * NOTE_S + 0.3) * 1000, signal);
  } catch {
    // The browser wants a click, or there is no speaker: nothing sounds, and the person hears that.
  } finally {
    audio.srcObject = null;
    await context.close();
  }
}

function note(context: AudioContext, to: AudioNode, hertz: number, start: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.25, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_S);
  tone.connect(volume).connect(to);
  tone.start(start);
  tone.stop(start + NOTE_S);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
