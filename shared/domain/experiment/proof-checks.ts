/** A proof of an event leads to a channel that its unit measures, and a name has one proof in a unit. */
import { isoDuration } from '../duration.ts';
import { quoted } from '../quoted.ts';
import type { Declared } from './declared.ts';
import type { Proof, Unit } from './hardware-schema.ts';
import { didYouMean, type Finding } from './problems.ts';
import { sourceCells } from './source-cells.ts';

type Path = readonly PropertyKey[];

export function proofFindings(declared: Declared): Finding[] {
  const { units, sources } = declared.definition;
  if (!units.some(({ events }) => events.some(({ proof }) => proof !== undefined))) return [];
  const cells = sources.flatMap((source) => sourceCells(declared, source));
  return units.flatMap((unit, i) => {
    const measured = new Set([
      ...unit.sensors.map(({ measures }) => measures),
      ...cells.filter((cell) => cell.unit === unit.id).map(({ channel }) => channel),
    ]);
    return unit.events.flatMap(({ name, proof }, j) => {
      if (proof === undefined) return [];
      const path = ['units', i, 'events', j, 'proof'];
      return [
        ...channelFindings(proof, unit, measured, [...path, 'channel']),
        ...periodFindings(proof, declared, path),
        ...repeatedFindings(unit, name, proof, j, path),
      ];
    });
  });
}

function channelFindings(
  { channel }: Proof,
  { id }: Unit,
  measured: ReadonlySet<string>,
  path: Path,
): Finding[] {
  if (measured.has(channel)) return [];
  const names = [...measured];
  const known = names.length === 0 ? 'it measures none' : names.slice(0, 12).join(', ');
  const message = `expected a channel that ${id} measures (${known}), got ${quoted(channel)}${didYouMean(channel, names)}`;
  return [{ path, code: 'definition.unknown-reference', message }];
}

function periodFindings({ channel, within }: Proof, { channels }: Declared, path: Path): Finding[] {
  const period = channels.get(channel)?.period;
  if (period === undefined || within >= period) return [];
  const message = `expected a period of ${channel} (${isoDuration(period)}) or more, got ${isoDuration(within)}: no reading may fall into it`;
  return [{ path: [...path, 'within'], code: 'definition.value', message }];
}

/** Events of one name are proved alike, also those that are recorded later: two proofs would leave open which counts. */
function repeatedFindings(
  { events }: Unit,
  name: string,
  proof: Proof,
  place: number,
  path: Path,
): Finding[] {
  const first = events.findIndex((event) => event.name === name && event.proof !== undefined);
  const earlier = events[first]?.proof;
  if (first === place || earlier === undefined || saysSame(earlier, proof)) return [];
  const message = `events[${first}] proves ${quoted(name)} otherwise: expected one proof for all events of a name`;
  return [{ path, code: 'definition.contradiction', message }];
}

function saysSame(a: Proof, b: Proof): boolean {
  return (
    a.channel === b.channel &&
    a.above === b.above &&
    a.below === b.below &&
    a.for === b.for &&
    a.within === b.within &&
    a.severity === b.severity
  );
}
