/** What goes wrong with a unit of a simulated mission. */
import { BLOCKS_PER_DAY } from '../../shared/domain/detect/drift/block.ts';
import { randomStream } from '../../shared/simulator/random.ts';

export interface DriftFault {
  /** °C a day from the onset on; 0 for a step. */
  readonly perDay: number;
  /** °C at the onset. */
  readonly step: number;
  /** Days from activation: one instant, or any between two. */
  readonly onset: readonly [number, number];
}

const drifts = (onset: DriftFault['onset'], ...rates: number[]): DriftFault[] =>
  rates.map((perDay) => ({ perDay, step: 0, onset }));
const steps = (onset: DriftFault['onset'], ...sizes: number[]): DriftFault[] =>
  sizes.map((step) => ({ perDay: 0, step, onset }));

export const LENGTHS = [4, 10, 30] as const;
export type Length = (typeof LENGTHS)[number];

export const FAULTS: Readonly<Record<Length, readonly DriftFault[]>> = {
  4: [...drifts([0.5, 0.5], 0.1, 0.2, 0.5), ...steps([1, 3], 0.1)],
  10: [
    ...drifts([0.5, 0.5], 0.05, 0.1, 0.2, 0.5),
    ...drifts([3, 3], 0.05, 0.1, 0.2, 0.5),
    ...steps([4, 6], 0.1),
  ],
  30: [...drifts([12, 18], 0.01, 0.02, 0.05, 0.1, 0.2, 0.5), ...steps([12, 18], 0.05, 0.1, 0.2)],
};

export function faultText({ perDay, step, onset: [from, to] }: DriftFault): string {
  const what = step === 0 ? `${perDay} °C/day` : `step ${step} °C`;
  return `${what} from day ${from === to ? from : `${from} to ${to}`}`;
}

/** The block in which the fault begins in the mission `name`. */
export function onsetOf({ onset: [from, to] }: DriftFault, seed: number, name: string): number {
  const at = from + (to - from) * randomStream(seed, `onset ${name}`).uniform();
  return Math.round(at * BLOCKS_PER_DAY);
}

/** How far the fault has moved the mean of a block, `since` blocks after its onset. */
export function movedBy({ perDay, step }: DriftFault, since: number): number {
  return since < 0 ? 0 : step + (perDay * (since + 0.5)) / BLOCKS_PER_DAY;
}
