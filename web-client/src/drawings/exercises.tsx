import type { ComponentChildren } from "preact";
import { Arrow, FarArm, FarLeg, Figure, Ground, Head, Mat, NearArm, NearLeg, Prop, Torso } from "./figure";

const squat = (
  <>
    <Ground />
    <Prop d="M40 106V72M40 74H66M64 106V76M40 72V44" />
    <FarLeg at={[[68, 71], [94, 75], [84, 103], [94, 103]]} />
    <FarArm at={[[81, 44], [104, 47], [119, 43]]} />
    <NearLeg at={[[66, 70], [91, 72], [81, 102], [92, 103]]} />
    <Torso at={[[67, 67], [79, 42]]} />
    <Head at={[86, 22]} />
    <NearArm at={[[79, 42], [101, 44], [117, 39]]} />
    <Arrow d="M132 46V74M126 68l6 7 6-7" />
  </>
);

const bridge = (
  <>
    <Mat />
    <FarLeg at={[[70, 84], [100, 68], [104, 102], [114, 102]]} />
    <NearArm at={[[44, 100], [64, 103], [78, 103]]} width={6} />
    <NearLeg at={[[68, 82], [97, 66], [100, 101], [111, 102]]} />
    <Torso at={[[42, 95], [68, 80]]} width={16} />
    <Head at={[27, 97]} />
    <Arrow d="M74 62V38M68 44l6-7 6 7" />
  </>
);

const heel = (
  <>
    <Ground />
    <Prop d="M112 106V58M112 80H138M136 106V80M112 58V46" />
    <FarLeg at={[[77, 60], [79, 80], [78, 98], [86, 104]]} />
    <FarArm at={[[76, 34], [94, 46], [110, 47]]} />
    <NearLeg at={[[74, 60], [75, 80], [73, 97], [82, 104]]} />
    <Torso at={[[75, 56], [76, 34]]} />
    <Head at={[78, 14]} />
    <NearArm at={[[76, 34], [92, 48], [109, 50]]} />
    <Arrow d="M52 104V80M46 86l6-7 6 7" />
  </>
);

const oneleg = (
  <>
    <Ground />
    <FarLeg at={[[80, 60], [100, 66], [98, 88], [106, 91]]} />
    <FarArm at={[[80, 34], [106, 36], [124, 32]]} />
    <NearLeg at={[[78, 60], [79, 82], [78, 103], [88, 104]]} />
    <Torso at={[[79, 56], [79, 34]]} />
    <Head at={[80, 14]} />
    <NearArm at={[[79, 34], [55, 38], [38, 33]]} />
    <Arrow d="M124 84a46 46 0 0 0 4 -22M120 66l8-5 5 8" />
  </>
);

const stepup = (
  <>
    <Ground />
    <rect x={84} y={84} width={56} height={24} rx={4} class="ex-block" />
    <FarLeg at={[[72, 58], [66, 82], [58, 101], [68, 104]]} />
    <FarArm at={[[78, 34], [64, 48], [70, 62]]} />
    <NearLeg at={[[73, 57], [98, 60], [97, 79], [108, 80]]} />
    <Torso at={[[74, 54], [80, 32]]} />
    <Head at={[86, 13]} />
    <NearArm at={[[80, 33], [92, 48], [104, 44]]} />
    <Arrow d="M124 66V40M118 46l6-7 6 7" />
  </>
);

const clam = (
  <>
    <Mat />
    <FarLeg at={[[74, 92], [100, 96], [84, 103]]} />
    <FarArm at={[[44, 97], [28, 90]]} />
    <NearLeg at={[[74, 92], [98, 78], [88, 101], [97, 104]]} />
    <Torso at={[[44, 96], [72, 92]]} width={16} />
    <Head at={[26, 88]} />
    <NearArm at={[[46, 96], [60, 104], [74, 104]]} />
    <Arrow d="M108 92a26 26 0 0 0 -2 -28M100 68l6-6 7 5" />
  </>
);

/// Someone standing: for an exercise whose drawing we do not have (yet).
const standing = (
  <>
    <Ground />
    <FarLeg at={[[81, 60], [83, 82], [82, 103], [91, 104]]} />
    <FarArm at={[[81, 34], [86, 48], [88, 62]]} />
    <NearLeg at={[[78, 60], [78, 82], [76, 103], [86, 104]]} />
    <Torso at={[[79, 56], [80, 34]]} />
    <Head at={[82, 14]} />
    <NearArm at={[[79, 34], [77, 50], [82, 63]]} />
  </>
);

const DRAWINGS: ReadonlyMap<string, ComponentChildren> = new Map<string, ComponentChildren>([
  ["squat", squat],
  ["bridge", bridge],
  ["heel", heel],
  ["oneleg", oneleg],
  ["stepup", stepup],
  ["clam", clam],
]);

export const DRAWING_NAMES: readonly string[] = [...DRAWINGS.keys()];

export function ExerciseDrawing({ drawing }: { drawing: string }) {
  return (
    <span class="ex-pic">
      <Figure>{DRAWINGS.get(drawing) ?? standing}</Figure>
    </span>
  );
}
