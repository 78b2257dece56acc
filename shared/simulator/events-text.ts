import { isoOf, MICROS_PER_SECOND } from '../domain/time.ts';
import { activationOf, isDeclared, type MissionOptions, nominalEvents, unitsOf } from './mission.ts';

/** What was commanded while the mission ran, as CSV, a line an event: what the definition does not know beforehand. */
export function eventsText(options: MissionOptions): string {
  const lines = unitsOf(options).flatMap((unit) =>
    nominalEvents(options, unit)
      .filter(({ name }) => !isDeclared(name))
      .map(({ name, elapsed }) => {
        const at = isoOf(activationOf(options, unit.side) + elapsed * MICROS_PER_SECOND);
        return `${name},${unit.id},${at},${at},PT1S,command log`;
      }),
  );
  return `name,unit,planned,at,accuracy,source\n${lines.join('\n')}\n`;
}
