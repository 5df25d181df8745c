import { Arrow, FarArm, FarLeg, Figure, Ground, Head, Mat, NearArm, NearLeg, Prop, Torso } from "./figure";
import { type Drawing, DRAWINGS, STANDING } from "./library";
import { between, type Pose } from "./poses";

export const DRAWING_NAMES: readonly string[] = Object.keys(DRAWINGS);

function drawingOf(name: string): Drawing {
  return (Object.hasOwn(DRAWINGS, name) ? DRAWINGS[name] : undefined) ?? STANDING;
}

/// The picture of an exercise, standing still.
export function ExerciseDrawing({ drawing }: { drawing: string }) {
  const one = drawingOf(drawing);
  return (
    <span class="ex-pic">
      <Figure>
        <Scene drawing={one} pose={one[one.still]} arrow />
      </Figure>
    </span>
  );
}

/// The same in the middle of its movement: 0 at the start pose, 1 at the end pose.
export function MovingDrawing({ drawing, phase }: { drawing: string; phase: number }) {
  const one = drawingOf(drawing);
  return (
    <span class="ex-pic">
      <Figure>
        <Scene drawing={one} pose={between(one.start, one.end, phase)} arrow={false} />
      </Figure>
    </span>
  );
}

function Scene({ drawing, pose, arrow }: { drawing: Drawing; pose: Pose; arrow: boolean }) {
  const hand = pose.nearArm.at(-1) ?? pose.head;
  const lies = drawing.ground === "mat";
  return (
    <>
      {lies ? <Mat /> : <Ground />}
      {drawing.ground === "step" && <rect x={84} y={84} width={56} height={24} rx={4} class="ex-block" />}
      {drawing.prop && <Prop d={drawing.prop} />}
      {drawing.band && <path d={`M${hand[0]} ${hand[1]}L${drawing.band[0]} ${drawing.band[1]}`} class="ex-band" />}
      <FarLeg at={pose.farLeg} />
      <FarArm at={pose.farArm} />
      <NearLeg at={pose.nearLeg} />
      <Torso at={pose.torso} width={lies ? 16 : 17} />
      <Head at={pose.head} />
      <NearArm at={pose.nearArm} width={lies ? 6 : 7} />
      {drawing.weight && <path d={`M${hand[0] - 8} ${hand[1]}h16M${hand[0] - 8} ${hand[1] - 4}v8M${hand[0] + 8} ${hand[1] - 4}v8`} class="ex-weight" />}
      {arrow && drawing.arrow && <Arrow d={drawing.arrow} />}
    </>
  );
}
