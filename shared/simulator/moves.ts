/** What a fault moves beside what it must show as. */
import type { Fault, FaultKind } from './fault-kinds.ts';
import { seriesOfFault } from './faults.ts';
import { type MissionOptions, pairsWith } from './mission.ts';

export interface Moved {
  readonly unit?: string;
  readonly pair?: string;
  readonly channels: readonly string[];
  /** What it may show as; absent: SHIFT, DRIFT or VARIANCE. */
  readonly kinds?: readonly string[];
}

/** What a loop has no answer to. */
const OUTSIDE_THE_LOOP: readonly FaultKind[] = ['gap', 'clock', 'pump-stall', 'centrifuge-stop'];

export function isAnsweredByLoop({ loop }: Pick<MissionOptions, 'loop'>, { kind }: Fault): boolean {
  return loop !== 'held' && !OUTSIDE_THE_LOOP.includes(kind);
}

/** The unit of the fault; of what happens to the air around, its twins too. */
export function unitsMoved(options: MissionOptions, { kind, unit }: Fault): string[] {
  if (kind !== 'excursion') return [unit];
  return [...new Set(pairsWith(options, unit).flatMap(({ flight, ground }) => [flight, ground]))];
}

/** What no sibling reads otherwise for. */
const UNMOVED: readonly FaultKind[] = ['gap', 'power-cycle', 'stuck', 'spike', 'clock', 'variance'];

/** A loop answers with its heater, and what is warmer is drier: all of the unit may move. */
export function movesOf(options: MissionOptions, fault: Fault): Moved[] {
  const isInLoop = isAnsweredByLoop(options, fault);
  // The heater follows what its sensor says, noise and all.
  if (fault.kind === 'variance' && isInLoop)
    return [{ unit: fault.unit, channels: ['heater'], kinds: ['VARIANCE'] }];
  // A unit without power cools down, and its loop brings it back.
  const isCold = fault.kind === 'power-cycle' && isInLoop;
  if (UNMOVED.includes(fault.kind) && !isCold) return [];
  const channels = seriesOfFault({ ...fault, channel: null });
  const units = unitsMoved(options, fault);
  if (!isInLoop) return units.map((unit) => ({ unit, channels }));
  // What is beyond a bound, and by when, noise decides where the loop has no power left.
  const pairs = pairsWith(options, fault.unit);
  return [
    ...units.map((unit) => ({ unit, channels, kinds: ['SHIFT', 'DRIFT', 'VARIANCE', 'LIMIT'] })),
    ...pairs.map(({ id }) => ({ pair: id, channels, kinds: ['OFFSET'] })),
  ];
}
