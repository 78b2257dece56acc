/** The units of a panel: how each is called and drawn, and how its clock stands on the axis. Pure. */
import { plannedDelayOf } from '../../../shared/domain/experiment/lookups.ts';
import { MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { type TimelineEvent, unitReference } from '../../../shared/domain/timeline/event.ts';
import { pairShift } from '../../../shared/domain/timeline/pair-shift.ts';
import { type Twins, twinsOf } from '../../../shared/domain/twins/pair-sides.ts';
import type { Experiment } from '../stack/experiment.ts';
import type { Axis } from './axis.ts';
import type { Placing } from './lanes.ts';

type Pair = Experiment['pairs'][number];

export interface DrawnUnit {
  readonly unit: string;
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[] | null;
  /** Seconds of its clock that stand at 0 of the axis. */
  readonly zeroSeconds: number;
}

/** Broken in another way each, so that lines are told apart without colour; the first is unbroken. */
const DASHES: readonly (readonly number[] | null)[] = [null, [7, 4], [2, 3], [11, 3, 2, 3], [4, 2, 1, 2]];
export const dashOf = (place: number): readonly number[] | null => DASHES[place % DASHES.length] ?? null;

export interface PairOnAxis {
  readonly pair: Pair;
  readonly twins: Twins;
  readonly placing: Placing;
  /** Seconds of flight's clock that stand at 0 of the axis; null: elapsed time is not known of this pair. */
  readonly zeroSeconds: number | null;
}

/** How a pair stands on an axis of elapsed time, or on the clock of flight. */
export function pairOnAxis(
  { hardware, reference }: Pick<Experiment, 'hardware' | 'reference'>,
  pair: Pair,
  events: readonly TimelineEvent[],
  axis: Axis,
): PairOnAxis {
  const twins = twinsOf(hardware, pair);
  const eventOf = (unit: string) => unitReference(events, reference, unit);
  const [flight, ground] = [eventOf(pair.flight), eventOf(pair.ground)];
  const { shiftMicros } = pairShift(flight, ground, plannedDelayOf(hardware, pair));
  const zero = axis === 'elapsed' ? (flight?.at ?? null) : 0;
  const xOf = (at: number) => (at - (zero ?? 0)) / MICROS_PER_SECOND;
  return {
    ...{ pair, twins, zeroSeconds: zero === null ? null : zero / MICROS_PER_SECOND },
    placing: { pair, sides: twins.sides, shiftMicros, xOf },
  };
}

/** Those of pairs, each once: beside its twin the ground is moved. */
export function unitsOfPairs(
  { hardware }: Pick<Experiment, 'hardware'>,
  pairs: readonly PairOnAxis[],
): DrawnUnit[] {
  const drawn = new Map<string, DrawnUnit>();
  const add = (unit: string, side: string, colour: string, zeroSeconds: number) => {
    // A unit that is moved otherwise beside another twin is another curve.
    const key = `${unit} ${zeroSeconds}`;
    if (!drawn.has(key))
      drawn.set(key, { unit, label: `${side} ${unit}`, colour, dash: dashOf(drawn.size), zeroSeconds });
  };
  const kindOf = (unit: string) => hardware.arms.get(hardware.units.get(unit)?.arm ?? '')?.kind;
  const colourOf = (unit: string, side: string) =>
    pairs.length > 1 && kindOf(unit) === 'ONBOARD_1G' ? 'onboard' : side;
  for (const { pair, twins, placing, zeroSeconds } of pairs) {
    if (zeroSeconds === null) continue;
    const { flight, ground } = pair;
    add(flight, twins.sides.flight, colourOf(flight, 'flight'), zeroSeconds);
    const onGround = zeroSeconds + placing.shiftMicros / MICROS_PER_SECOND;
    add(ground, twins.sides.ground, colourOf(ground, 'ground'), onGround);
  }
  return [...drawn.values()];
}

const COLOURS = ['flight', 'ground', 'delta', 'onboard'];

/** Units by themselves, each by its own clock or since its own reference event. */
export function unitsAlone(
  { reference }: Pick<Experiment, 'reference'>,
  units: readonly string[],
  events: readonly TimelineEvent[],
  axis: Axis,
): { readonly drawn: DrawnUnit[]; readonly withoutZero: string[] } {
  const zeroOf = (unit: string) => {
    if (axis !== 'elapsed') return 0;
    const event = unitReference(events, reference, unit);
    return event === null ? null : event.at / MICROS_PER_SECOND;
  };
  const drawn = units.flatMap((unit, i): DrawnUnit[] => {
    const zeroSeconds = zeroOf(unit);
    const colour = COLOURS[i % COLOURS.length] ?? 'flight';
    return zeroSeconds === null ? [] : [{ unit, label: unit, colour, dash: dashOf(i), zeroSeconds }];
  });
  return { drawn, withoutZero: units.filter((unit) => zeroOf(unit) === null) };
}
