/** How the columns of a source are read, to be held against what a file's own text says of its units. */
import { type ReadAs, unitDoubt } from '../ucum/unit-contradiction.ts';
import { unitOfHeader } from '../ucum/unit-of-text.ts';
import type { Declared } from './declared.ts';
import type { Definition } from './definition.ts';
import { unitOfAll } from './source-cells.ts';
import type { Source } from './source-schema.ts';

/** What a column, or the rows of a name, measure. */
export interface Measured {
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
      const unit = column.unit ?? unitOfAll(source);
      const read = channel === undefined ? null : readAs(declared, { ...column, unit, channel });
      return read === null ? [] : [[header, read]];
    }),
  );
}

/** Where a source says what is measured: by a column's header, or by a text in the rows. */
export interface MeasuredPlace extends Measured {
  readonly path: readonly PropertyKey[];
  readonly header: string;
}

export function measuredPlaces({ sources }: Definition): readonly MeasuredPlace[] {
  return sources.flatMap((source, i) => {
    const columns = source.layout === 'wide' ? Object.entries(source.columns) : [];
    const names = Object.entries(source.rows?.channel?.names ?? {});
    return [
      ...columns.map(([header, column]) => {
        const unit = column.unit ?? unitOfAll(source);
        return { path: ['sources', i, 'columns', header], header, ...column, unit };
      }),
      ...names.map(([header, name]) => ({
        path: ['sources', i, 'rows', 'channel', 'names', header],
        header,
        ...name,
      })),
    ].flatMap(({ channel, ...place }) => (channel === undefined ? [] : [{ ...place, channel }]));
  });
}

/**
 * What to write where a header may name another unit (`temp_F` may be in °F or of a probe F: only its author knows), to
 * stand behind "the header"; null where it does not.
 */
export function headerDoubt(header: string, read: ReadAs): string | null {
  const named = unitOfHeader(header);
  return named === null || named.written === header.trim() ? null : unitDoubt(named, read);
}
