import type { Seconds } from '../domain/time.ts';

/** g-level along the launch axis, and how hard the unit is shaken; both in g. */
export interface GravityLoad {
  readonly axial: number;
  readonly shaking: number;
}

const ON_GROUND: GravityLoad = { axial: 1, shaking: 0 };
const IN_ORBIT: GravityLoad = { axial: 0, shaking: 0 };

/** Burn times and peak loads of a three-stage launcher of the Soyuz kind: 1 g on the pad to 4.2 g at burn-out. */
const STAGES: readonly { readonly seconds: Seconds; readonly from: number; readonly to: number }[] = [
  { seconds: 118, from: 1.4, to: 4.2 },
  { seconds: 170, from: 1.2, to: 2.6 },
  { seconds: 240, from: 0.9, to: 2.4 },
];
const ASCENT_SHAKING = 0.15;

/** Ballistic entry of a capsule, half a sine, then the parachute, then the ground. */
const ENTRY = { seconds: 300, peak: 8, shaking: 0.4 } as const;
const PARACHUTE_SECONDS = 900;

/** What a unit on board feels: launch loads, microgravity, entry and landing. Times in seconds since activation. */
export function gravityOnBoard(elapsed: Seconds, launch: Seconds, entry: Seconds): GravityLoad {
  if (elapsed < launch) return ON_GROUND;
  const descending = elapsed - entry;
  if (descending >= 0) return descent(descending);
  let burning = elapsed - launch;
  for (const { seconds, from, to } of STAGES) {
    if (burning < seconds)
      return { axial: from + ((to - from) * burning) / seconds, shaking: ASCENT_SHAKING };
    burning -= seconds;
  }
  return IN_ORBIT;
}

function descent(seconds: Seconds): GravityLoad {
  if (seconds < ENTRY.seconds) {
    const axial = ENTRY.peak * Math.sin((Math.PI * seconds) / ENTRY.seconds);
    return { axial, shaking: ENTRY.shaking };
  }
  return seconds < ENTRY.seconds + PARACHUTE_SECONDS ? { axial: 1, shaking: 0.1 } : ON_GROUND;
}
