/** How the columns of a source are read, to be held against what a file's own text says of its units. */
import type { ReadAs } from '../ucum/unit-contradiction.ts';
import type { Declared } from './declared.ts';
import type { Source } from './source-schema.ts';

/** What a column, or the rows of a name, measure. */
interface Measured {
  readonly channel: string;
  readonly unit?: string | undefined;
  readonly sensor?: string | undefined;
  readonly as?: string | undefined;
}

/** Null where the definition declares no such channel. */
export function readAs(
  { channels, units }: Declared,
  { channel, unit, sensor, as }: Measured,
): ReadAs | null {
  const declared = channels.get(channel);
  if (declared === undefined) return null;
  const measuring = [...units.values()]
    .filter(({ id }) => unit === undefined || unit === id)
    .flatMap(({ sensors }) => sensors)
    .filter(({ id, measures }) => measures === channel && (sensor === undefined || sensor === id));
  const isRaw =
    declared.calibrators.length > 0 || measuring.some(({ calibrations }) => calibrations.length > 0);
  return { unit: declared.unit, as, isRaw };
}

/** The columns of a wide source that measure one channel each; where the rows say the channel, none does. */
export function columnsReadAs(declared: Declared, source: Source): ReadonlyMap<string, ReadAs> {
  const columns = source.layout === 'wide' ? Object.entries(source.columns) : [];
  return new Map(
    columns.flatMap(([header, { channel, ...column }]) => {
      const read = channel === undefined ? null : readAs(declared, { ...column, channel });
      return read === null ? [] : [[header, read]];
    }),
  );
}
