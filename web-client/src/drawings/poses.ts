/// Poses of the figure as joints, and what lies between two of them. Grid 160 × 120, ground at y = 104, facing right.

export type Joint = readonly [x: number, y: number];
export type Chain = readonly Joint[];

export interface Pose {
  readonly nearLeg: Chain;
  readonly farLeg: Chain;
  readonly nearArm: Chain;
  readonly farArm: Chain;
  /// From the hips to the shoulders.
  readonly torso: Chain;
  readonly head: Joint;
}

const TORSO = 23;
const NECK = 20;
const LEG = [23, 22, 10];
const ARM = [18, 16];

type Angles = readonly number[];

/// Joints one after another, each at an angle from the one before. Degrees: 0 to the right, 90 down.
function chain(from: Joint, lengths: readonly number[], angles: Angles): Chain {
  const joints: Joint[] = [from];
  let [x, y] = from;
  angles.forEach((angle, at) => {
    x += (lengths[at] ?? 0) * Math.cos((angle * Math.PI) / 180);
    y += (lengths[at] ?? 0) * Math.sin((angle * Math.PI) / 180);
    joints.push([Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
  });
  return joints;
}

export interface Bones {
  readonly hip: Joint;
  /// From the hips to the shoulders.
  readonly torso?: number;
  readonly neck?: number;
  /// Thigh, shin, foot; the far one as the near one unless said otherwise.
  readonly near?: Angles;
  readonly far?: Angles;
  /// Upper arm, forearm.
  readonly arm?: Angles;
  readonly farArm?: Angles;
}

/// A pose by the angles of its bones: somebody standing, but for what is said.
export function pose({ hip, torso = -88, neck = torso, near = [90, 90, 0], far = near, arm = [96, 82], farArm = arm }: Bones): Pose {
  const spine = chain(hip, [TORSO], [torso]);
  const shoulder = spine[1] ?? hip;
  return {
    nearLeg: chain(hip, LEG, near),
    farLeg: chain([hip[0] + 2, hip[1] + 1], LEG, far),
    nearArm: chain(shoulder, ARM, arm),
    farArm: chain([shoulder[0] + 2, shoulder[1] + 1], ARM, farArm),
    torso: spine,
    head: chain(shoulder, [NECK], [neck])[1] ?? shoulder,
  };
}

/// What lies between two poses: bones turn about their joints and keep their length.
export function between(start: Pose, end: Pose, part: number): Pose {
  if (part <= 0) return start;
  if (part >= 1) return end;
  const turn = (one: Chain, other: Chain): Chain => turned(one, other, part);
  return {
    nearLeg: turn(start.nearLeg, end.nearLeg),
    farLeg: turn(start.farLeg, end.farLeg),
    nearArm: turn(start.nearArm, end.nearArm),
    farArm: turn(start.farArm, end.farArm),
    torso: turn(start.torso, end.torso),
    head: [mixed(start.head[0], end.head[0], part), mixed(start.head[1], end.head[1], part)],
  };
}

const mixed = (from: number, to: number, part: number): number => from + (to - from) * part;

function turned(start: Chain, end: Chain, part: number): Chain {
  const [a, b] = [start[0], end[0]];
  if (!a || !b) return start;
  let x = mixed(a[0], b[0], part);
  let y = mixed(a[1], b[1], part);
  const joints: Joint[] = [[x, y]];
  for (let at = 1; at < Math.min(start.length, end.length); at++) {
    const [one, other] = [bone(start, at), bone(end, at)];
    const shortest = ((((other.angle - one.angle) % TURN) + TURN + Math.PI) % TURN) - Math.PI;
    const angle = one.angle + shortest * part;
    const length = mixed(one.length, other.length, part);
    x += length * Math.cos(angle);
    y += length * Math.sin(angle);
    joints.push([x, y]);
  }
  return joints;
}

const TURN = 2 * Math.PI;

function bone(joints: Chain, at: number): { readonly angle: number; readonly length: number } {
  const [x0, y0] = joints[at - 1] ?? [0, 0];
  const [x1, y1] = joints[at] ?? [0, 0];
  return { angle: Math.atan2(y1 - y0, x1 - x0), length: Math.hypot(x1 - x0, y1 - y0) };
}
