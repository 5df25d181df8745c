import clientFace from "./scenes/clientFace.svg?url";
import clientHome from "./scenes/clientHome.svg?url";
import window from "./scenes/window.svg?url";
import therapist from "./scenes/therapist.svg?url";

const SCENES = { clientFace, clientHome, therapist, window };
export type Scene = keyof typeof SCENES;

/// A drawn scene as a live picture.
export async function sceneStream(scene: Scene): Promise<MediaStream> {
  const image = new Image(1280, 800);
  image.src = SCENES[scene];
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 1280;
  canvas.height = 800;
  const context = canvas.getContext("2d");
  const stream = canvas.captureStream(10);
  const draw = (): void => context?.drawImage(image, 0, 0, 1280, 800);
  draw();
  setInterval(draw, 100);
  return stream;
}
