import { type Bones, pose, type Pose } from "./poses";

/// One exercise: a start and an end pose, what stands around, and an arrow for the movement. A new one is a few lines.
export interface Drawing {
  readonly start: Pose;
  readonly end: Pose;
  /// Of a picture that stands still.
  readonly still: "start" | "end";
  readonly arrow?: string;
  readonly prop?: string;
  readonly ground: "floor" | "mat" | "step";
  /// A weight in the hand.
  readonly weight?: boolean;
  /// From the hand to here: a band.
  readonly band?: readonly [x: number, y: number];
}

interface Made extends Partial<Omit<Drawing, "start" | "end">> {
  readonly from: Bones | Pose;
  readonly to: Bones | Pose;
}

const asPose = (one: Bones | Pose): Pose => ("hip" in one ? pose(one) : one);
const made = ({ from, to, ...rest }: Made): Drawing => ({ still: "end", ground: "floor", ...rest, start: asPose(from), end: asPose(to) });

const STAND: Bones = { hip: [78, 58] };
const CHAIR_BEHIND = "M40 106V72M40 74H66M64 106V76M40 72V44";
const CHAIR_AHEAD = "M112 106V58M112 80H138M136 106V80M112 58V46";
const SEAT = "M48 106V84H76V106M48 84V48";
const WALL_AHEAD = "M128 106V14";
const WALL_BEHIND = "M50 106V14";
const SIT: Bones = { hip: [66, 79], torso: -90, near: [0, 90, 0], arm: [60, 20] };
const LIE: Bones = { hip: [76, 97], torso: 180, neck: 183, near: [0, 0, -80], arm: [20, 0] };
const CROOK: Bones = { ...LIE, near: [-52, 58, 0] };
const ALL_FOURS: Bones = { hip: [92, 81], torso: 196, neck: 200, near: [90, 0, 0], arm: [92, 88] };

export const DRAWINGS: Readonly<Record<string, Drawing>> = {
  squat: made({
    from: { hip: [79, 58], torso: -86, near: [88, 88, 5], arm: [10, -4] },
    to: {
      farLeg: [[68, 71], [94, 75], [84, 103], [94, 103]],
      farArm: [[81, 44], [104, 47], [119, 43]],
      nearLeg: [[66, 70], [91, 72], [81, 102], [92, 103]],
      torso: [[67, 67], [79, 42]],
      head: [86, 22],
      nearArm: [[79, 42], [101, 44], [117, 39]],
    },
    prop: CHAIR_BEHIND,
    arrow: "M132 46V74M126 68l6 7 6-7",
  }),
  bridge: made({
    from: {
      farLeg: [[70, 99], [92, 72], [104, 102], [114, 102]],
      farArm: [[44, 100], [64, 103], [78, 103]],
      nearLeg: [[68, 98], [88, 71], [100, 101], [111, 102]],
      torso: [[68, 97], [42, 97]],
      head: [24, 97],
      nearArm: [[44, 100], [64, 103], [78, 103]],
    },
    to: {
      farLeg: [[70, 84], [100, 68], [104, 102], [114, 102]],
      farArm: [[44, 100], [64, 103], [78, 103]],
      nearLeg: [[68, 82], [97, 66], [100, 101], [111, 102]],
      torso: [[68, 80], [42, 95]],
      head: [27, 97],
      nearArm: [[44, 100], [64, 103], [78, 103]],
    },
    ground: "mat",
    arrow: "M74 62V38M68 44l6-7 6 7",
  }),
  heel: made({
    from: {
      farLeg: [[77, 64], [79, 84], [78, 102], [87, 104]],
      farArm: [[76, 39], [94, 49], [110, 47]],
      nearLeg: [[74, 64], [75, 84], [73, 102], [83, 104]],
      torso: [[75, 61], [76, 39]],
      head: [78, 19],
      nearArm: [[76, 39], [92, 51], [109, 50]],
    },
    to: {
      farLeg: [[77, 60], [79, 80], [78, 98], [86, 104]],
      farArm: [[76, 34], [94, 46], [110, 47]],
      nearLeg: [[74, 60], [75, 80], [73, 97], [82, 104]],
      torso: [[75, 56], [76, 34]],
      head: [78, 14],
      nearArm: [[76, 34], [92, 48], [109, 50]],
    },
    prop: CHAIR_AHEAD,
    arrow: "M52 104V80M46 86l6-7 6 7",
  }),
  oneleg: made({
    from: { hip: [79, 58], arm: [172, 190], farArm: [6, -8] },
    to: {
      farLeg: [[80, 60], [100, 66], [98, 88], [106, 91]],
      farArm: [[80, 34], [106, 36], [124, 32]],
      nearLeg: [[78, 60], [79, 82], [78, 103], [88, 104]],
      torso: [[79, 56], [79, 34]],
      head: [80, 14],
      nearArm: [[79, 34], [55, 38], [38, 33]],
    },
    arrow: "M124 84a46 46 0 0 0 4 -22M120 66l8-5 5 8",
  }),
  stepup: made({
    from: {
      farLeg: [[72, 58], [66, 82], [58, 101], [68, 104]],
      farArm: [[78, 34], [64, 48], [70, 62]],
      nearLeg: [[73, 57], [98, 60], [97, 79], [108, 80]],
      torso: [[74, 54], [80, 32]],
      head: [86, 13],
      nearArm: [[80, 33], [92, 48], [104, 44]],
    },
    to: {
      farLeg: [[97, 42], [104, 60], [96, 79], [107, 80]],
      farArm: [[103, 22], [98, 38], [106, 50]],
      nearLeg: [[96, 42], [102, 60], [97, 79], [108, 80]],
      torso: [[96, 42], [102, 22]],
      head: [106, 9],
      nearArm: [[102, 22], [100, 40], [110, 50]],
    },
    still: "start",
    ground: "step",
    arrow: "M132 66V40M126 46l6-7 6 7",
  }),
  clam: made({
    from: {
      farLeg: [[74, 92], [100, 96], [84, 103], [94, 104]],
      farArm: [[44, 97], [36, 93], [28, 90]],
      nearLeg: [[74, 92], [99, 93], [88, 101], [97, 104]],
      torso: [[72, 92], [44, 96]],
      head: [26, 88],
      nearArm: [[46, 96], [60, 104], [74, 104]],
    },
    to: {
      farLeg: [[74, 92], [100, 96], [84, 103], [94, 104]],
      farArm: [[44, 97], [36, 93], [28, 90]],
      nearLeg: [[74, 92], [98, 78], [88, 101], [97, 104]],
      torso: [[72, 92], [44, 96]],
      head: [26, 88],
      nearArm: [[46, 96], [60, 104], [74, 104]],
    },
    ground: "mat",
    arrow: "M108 92a26 26 0 0 0 -2 -28M100 68l6-6 7 5",
  }),
  minisquat: made({ from: { hip: [79, 58], torso: -86, arm: [40, 10] }, to: { hip: [72, 63], torso: -70, near: [34, 112, 0], arm: [20, -4] }, arrow: "M128 52V70M122 64l6 7 6-7" }),
  onelegbridge: made({
    from: { hip: [68, 97], torso: 180, neck: 180, near: [-52, 62, 0], far: [-30, -30, -60], arm: [10, 2] },
    to: { hip: [68, 80], torso: 147, neck: 172, near: [-30, 82, 0], far: [-32, -32, -60], arm: [30, 8] },
    ground: "mat",
    arrow: "M66 58V36M60 42l6-7 6 7",
  }),
  hipabd: made({
    from: { hip: [78, 96], torso: 182, neck: 190, near: [4, 4, -20], arm: [30, 10], farArm: [176, 176] },
    to: { hip: [78, 96], torso: 182, neck: 190, near: [-30, -30, -50], far: [4, 4, -20], arm: [30, 10], farArm: [176, 176] },
    ground: "mat",
    arrow: "M132 90a60 60 0 0 0 -6-30M119 64l6-6 7 5",
  }),
  sidestep: made({ from: { ...STAND, near: [84, 96, 0], far: [96, 92, 0], arm: [60, -10] }, to: { ...STAND, hip: [78, 61], near: [58, 100, 0], far: [122, 84, 0], arm: [60, -10] }, prop: "M64 84H100", arrow: "M112 92H134M128 86l7 6-7 6" }),
  onelegheel: made({ from: { hip: [76, 61], near: [90, 90, 0], far: [60, 150, 60], arm: [50, -5] }, to: { hip: [76, 55], near: [90, 90, 38], far: [60, 150, 60], arm: [50, -5] }, prop: CHAIR_AHEAD, arrow: "M48 100V78M42 84l6-7 6 7" }),
  kneeplank: made({ from: { hip: [88, 97], torso: 192, neck: 196, near: [16, -6, -40], arm: [88, 178] }, to: { hip: [88, 88], torso: 186, neck: 190, near: [40, -20, -50], arm: [88, 178] }, ground: "mat", arrow: "M88 68V48M82 54l6-7 6 7" }),
  pushup: made({ from: { hip: [84, 76], torso: 196, neck: 200, near: [30, 30, 80], arm: [92, 88] }, to: { hip: [84, 92], torso: 186, neck: 192, near: [12, 12, 70], arm: [10, 150] }, ground: "mat", arrow: "M40 46V66M34 60l6 7 6-7" }),
  lunge: made({
    from: { hip: [74, 58], far: [96, 98, 0] },
    to: { hip: [72, 77], near: [6, 93, 0], far: [104, 168, 40], arm: [100, 20] },
    arrow: "M126 50V76M120 70l6 7 6-7",
  }),
  sittostand: made({ from: { ...SIT, torso: -66, neck: -60, arm: [30, 0] }, to: { hip: [84, 58], arm: [70, 20] }, still: "start", prop: SEAT, arrow: "M122 72V46M116 52l6-7 6 7" }),
  wallsit: made({
    from: { hip: [66, 58], torso: -90 },
    to: { hip: [63, 80], torso: -90, near: [0, 90, 0], arm: [80, 60] },
    prop: WALL_BEHIND,
    arrow: "M112 46V72M106 66l6 7 6-7",
  }),
  kneeext: made({ from: SIT, to: { ...SIT, near: [-4, 4, -70], far: [0, 90, 0] }, prop: SEAT, arrow: "M116 98a34 34 0 0 0 10-18M120 84l6-5 5 7" }),
  legraise: made({
    from: { ...LIE, far: [-52, 58, 0] },
    to: { ...LIE, near: [-38, -38, -110], far: [-52, 58, 0] },
    ground: "mat",
    arrow: "M136 92a60 60 0 0 0 -2-34M126 62l8-5 6 7",
  }),
  heelslide: made({ from: LIE, to: { ...LIE, near: [-52, 60, 0], far: [0, 0, -80] }, ground: "mat", arrow: "M128 88H104M110 82l-7 6 7 6" }),
  legcurl: made({ from: { ...STAND, arm: [50, -5] }, to: { ...STAND, near: [92, 178, 100], far: [90, 90, 0], arm: [50, -5] }, prop: CHAIR_AHEAD, arrow: "M40 100a28 28 0 0 1 -4-22M30 83l6-6 7 4" }),
  hipextension: made({ from: { ...STAND, arm: [50, -5] }, to: { ...STAND, torso: -82, near: [122, 122, 60], far: [90, 90, 0], arm: [50, -5] }, prop: CHAIR_AHEAD, arrow: "M60 104a30 30 0 0 1 -20-12M42 100l-3-9 9-1" }),
  march: made({ from: { ...STAND, arm: [110, 70], farArm: [70, 40] }, to: { ...STAND, near: [2, 92, 0], far: [90, 90, 0], arm: [130, 80], farArm: [50, -20] }, arrow: "M124 84V60M118 66l6-7 6 7" }),
  tandem: made({ from: { ...STAND, near: [82, 88, 0], far: [98, 94, 0], arm: [120, 100], farArm: [60, 70] }, to: { ...STAND, near: [82, 88, 0], far: [98, 94, 0], arm: [172, 186], farArm: [8, -6] } }),
  toeraise: made({ from: { ...STAND, arm: [50, -5] }, to: { ...STAND, near: [90, 90, -35], arm: [50, -5] }, prop: CHAIR_AHEAD, arrow: "M100 104V84M94 90l6-7 6 7" }),
  hinge: made({ from: STAND, to: { hip: [68, 60], torso: -22, neck: -18, near: [82, 92, 0], arm: [90, 88] }, weight: true, arrow: "M132 30a44 44 0 0 1 4 28M128 52l7 7 6-8" }),
  calfstretch: made({ from: { hip: [88, 58], arm: [10, -10] }, to: { hip: [88, 64], torso: -66, near: [62, 104, 0], far: [124, 124, 20], arm: [-10, -30] }, prop: WALL_AHEAD }),
  hamstringstretch: made({ from: { ...SIT, near: [12, 22, -70], far: [0, 90, 0] }, to: { ...SIT, torso: -48, neck: -40, near: [12, 22, -70], far: [0, 90, 0], arm: [60, 20] }, prop: SEAT, arrow: "M84 24a40 40 0 0 1 20 14M95 38l9 1 2-9" }),
  plank: made({ from: { hip: [84, 97], torso: 190, neck: 194, near: [6, 6, 60], arm: [88, 178] }, to: { hip: [84, 88], torso: 186, neck: 190, near: [17, 17, 70], arm: [88, 178] }, ground: "mat", arrow: "M84 66V46M78 52l6-7 6 7" }),
  sideplank: made({ from: { hip: [84, 98], torso: 200, neck: 205, near: [6, 6, 0], arm: [84, 178], farArm: [20, 20] }, to: { hip: [84, 86], torso: 190, neck: 192, near: [18, 18, 0], arm: [88, 178], farArm: [-90, -90] }, ground: "mat", arrow: "M110 72V50M104 56l6-7 6 7" }),
  birddog: made({ from: ALL_FOURS, to: { ...ALL_FOURS, far: [-4, -4, 20], arm: [188, 184] , farArm: [92, 88] }, ground: "mat", arrow: "M40 56V42M34 48l6-7 6 7" }),
  catcow: made({
    from: { ...pose(ALL_FOURS), torso: [[92, 81], [80, 80], [70, 75]], head: [52, 64] },
    to: { ...pose(ALL_FOURS), torso: [[92, 81], [80, 64], [70, 75]], head: [56, 88] },
    ground: "mat",
    arrow: "M82 52V34M76 40l6-7 6 7",
  }),
  childpose: made({ from: ALL_FOURS, to: { hip: [104, 88], torso: 164, neck: 166, near: [150, -4, 0], arm: [166, 176] }, ground: "mat", arrow: "M96 62h22M112 56l7 6-7 6" }),
  deadbug: made({
    from: { ...LIE, near: [-88, 4, -80], arm: [-88, -88] },
    to: { ...LIE, near: [-14, -8, -80], far: [-88, 4, -80], arm: [-88, -88], farArm: [-158, -164] },
    ground: "mat",
    arrow: "M128 72a40 40 0 0 1 10 16M129 86l9 3 3-9",
  }),
  curlup: made({ from: { ...CROOK, arm: [10, -6] }, to: { ...CROOK, torso: 212, neck: 222, arm: [4, -10] }, ground: "mat", arrow: "M34 76a34 34 0 0 1 14-20M38 60l10-4 1 10" }),
  kneestochest: made({ from: CROOK, to: { ...CROOK, near: [-118, 2, -60], arm: [-40, -20] }, ground: "mat", arrow: "M112 66a40 40 0 0 0 -24-14M96 44l-9 7 8 8" }),
  backextension: made({
    from: { hip: [72, 98], torso: 0, neck: -4, near: [180, 180, 170], arm: [160, 178] },
    to: { hip: [72, 98], torso: -20, neck: -26, near: [180, 180, 170], arm: [160, 178] },
    ground: "mat",
    arrow: "M128 92a50 50 0 0 0 -4-26M116 70l8-5 6 7",
  }),
  wallpush: made({ from: { hip: [84, 59], torso: -80, near: [100, 100, 0], arm: [2, -4] }, to: { hip: [92, 62], torso: -64, near: [112, 110, 0], arm: [70, -40] }, prop: WALL_AHEAD, arrow: "M60 30h24M78 24l7 6-7 6" }),
  row: made({ from: { ...STAND, arm: [14, 2] }, to: { ...STAND, arm: [142, -4] }, prop: "M146 106V20", band: [146, 46], arrow: "M116 26H94M100 20l-7 6 7 6" }),
  armraise: made({ from: STAND, to: { ...STAND, arm: [-72, -80] }, arrow: "M112 62a44 44 0 0 0 2-32M106 35l8-6 6 7" }),
  press: made({ from: { ...STAND, arm: [70, -84] }, to: { ...STAND, hip: [78, 62], near: [88, 92, 0], arm: [-70, -88] }, weight: true, arrow: "M116 52V28M110 34l6-7 6 7" }),
  curl: made({ from: STAND, to: { ...STAND, arm: [94, -58] }, weight: true, arrow: "M112 62a34 34 0 0 0 0-24M105 43l7-6 6 7" }),
  extrot: made({ from: { ...STAND, arm: [92, 160] }, to: { ...STAND, arm: [92, 4] }, band: [24, 56], arrow: "M96 70a30 30 0 0 0 26-12M112 58l10 0 1 9" }),
  pendulum: made({ from: { hip: [66, 60], torso: -28, neck: -22, near: [84, 92, 0], arm: [70, 76], farArm: [30, 20] }, to: { hip: [66, 60], torso: -28, neck: -22, near: [84, 92, 0], arm: [112, 106], farArm: [30, 20] }, prop: CHAIR_AHEAD.replace("M112 58V46", ""), arrow: "M78 100h22M94 95l6 5-6 5" }),
  chintuck: made({ from: { ...SIT, neck: -64 }, to: { ...SIT, neck: -94 }, prop: SEAT, arrow: "M104 34H86M92 28l-7 6 7 6" }),
  necktilt: made({ from: { ...SIT, neck: -90 }, to: { ...SIT, neck: -58 }, prop: SEAT, arrow: "M76 12a22 22 0 0 1 20 10M86 22l10 1 1-10" }),
  anklepump: made({ from: { ...LIE, near: [0, 0, -30] }, to: { ...LIE, near: [0, 0, -100], far: [0, 0, -30] }, ground: "mat", arrow: "M142 92a18 18 0 0 0 -4-18M130 78l8-5 5 8" }),
};

/// Someone standing: for an exercise whose drawing we do not have (yet).
export const STANDING: Drawing = made({ from: STAND, to: STAND });
