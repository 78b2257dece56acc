/** How each side of a pair went from where it was, by which a drift between them is somebody's. */

/** Of the two sides, each less its set-point: where it was, and where it is. */
export interface Sides {
  readonly own: Level;
  readonly twin: Level;
}

interface Level {
  /** Of a day; it stays while a drift is open. */
  readonly before: number;
  /** Of six hours. */
  readonly now: number;
}

const BEFORE_WEIGHT = 1 / 144;
const NOW_WEIGHT = 1 / 36;

export function sidesWith(
  sides: Sides | null,
  { own, twin }: { readonly own: number; readonly twin: number },
  isOpen: boolean,
): Sides {
  return { own: levelWith(sides?.own, own, isOpen), twin: levelWith(sides?.twin, twin, isOpen) };
}

function levelWith(level: Level | undefined, value: number, isOpen: boolean): Level {
  if (level === undefined) return { before: value, now: value };
  const { before, now } = level;
  return {
    before: isOpen ? before : before + BEFORE_WEIGHT * (value - before),
    now: now + NOW_WEIGHT * (value - now),
  };
}

export interface SidesWent {
  readonly own: number;
  readonly twin: number;
  /** Whose the drift is; `unclear` where both have their part in it, or neither has moved yet. */
  readonly blame: 'own' | 'twin' | 'unclear';
}

/** A side that has three quarters of the difference is at fault. */
const MOST_OF_IT = 0.75;

/** @param sign 1: the unit reads higher than its twin lets expect */
export function sidesWent({ own, twin }: Sides, sign: 1 | -1): SidesWent {
  const went = { own: own.now - own.before, twin: twin.now - twin.before };
  const difference = sign * (went.own - went.twin);
  if (!(difference > 0)) return { ...went, blame: 'unclear' };
  const share = (sign * went.own) / difference;
  return { ...went, blame: share >= MOST_OF_IT ? 'own' : share <= 1 - MOST_OF_IT ? 'twin' : 'unclear' };
}
