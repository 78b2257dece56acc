import { isoOf, MICROS_PER_SECOND } from '../domain/time.ts';
import { spanOf } from './faults.ts';
import {
  activationOf,
  centrifugeTime,
  isDeclared,
  type MissionOptions,
  type NominalEvent,
  nominalEvents,
  type SimulatedUnit,
  unitsOf,
} from './mission.ts';

/**
 * What was commanded while the mission ran, as CSV, a line an event: what the definition does not know beforehand. A
 * centrifuge that stopped is started again by command.
 */
export function eventsText(options: MissionOptions): string {
  const lines = unitsOf(options).flatMap((unit) =>
    [...nominalEvents(options, unit).filter(({ name }) => !isDeclared(name)), ...restartsOf(options, unit)]
      .sort((a, b) => a.elapsed - b.elapsed)
      .map(({ name, elapsed }) => {
        const at = isoOf(activationOf(options, unit.side) + elapsed * MICROS_PER_SECOND);
        return `${name},${unit.id},${at},${at},PT1S,command log`;
      }),
  );
  return `name,unit,planned,at,accuracy,source\n${lines.join('\n')}\n`;
}

function restartsOf({ faults, days }: MissionOptions, { id }: SimulatedUnit): NominalEvent[] {
  return faults
    .filter(({ kind, unit }) => kind === 'centrifuge-stop' && unit === id)
    .map((fault) => ({ name: 'centrifuge-on', elapsed: spanOf(fault).to }))
    .filter(({ elapsed }) => elapsed < centrifugeTime({ days }).to);
}
