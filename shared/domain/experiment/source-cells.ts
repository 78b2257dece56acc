/** What the value cells of a source measure, whichever of unit and channel stand in rows and which in columns. */
import type { Declared } from './declared.ts';
import type { Definition } from './definition.ts';
import type { NamedReading } from './source-columns.ts';
import type { Source } from './source-schema.ts';

/** What one value cell measures. */
export interface SourceCell extends NamedReading {
  readonly unit: string;
}

/** What a row's key texts say: null for what stands in the columns instead. */
export interface SourceRow {
  /** One a key column. */
  readonly texts: readonly string[];
  readonly unit: string | null;
  readonly reading: NamedReading | null;
}

/** The unit of the columns that name none; undefined where the source names none either. */
export const unitOfAll = (source: Source): string | undefined =>
  source.layout === 'wide' ? source.unit : undefined;

/** The columns that hold the text of the time, in the order of reading. */
export const timeColumns = ({ time }: Source): readonly [string, ...string[]] => {
  const [first, ...more] = [time.column].flat();
  if (first === undefined) throw new Error('a source has a column of the time');
  return [first, ...more];
};

/** The columns whose texts say what a row speaks of, the unit's first. */
export function keyColumns({ rows }: Source): readonly string[] {
  return [rows?.unit?.column, rows?.channel?.column].filter((column) => column !== undefined);
}

/** The columns that hold values, in the order of the source. */
export function valueColumns(source: Source): readonly string[] {
  return source.layout === 'long' ? [source.rows.value] : Object.keys(source.columns);
}

/** The units that the source's rows speak of. */
export function unitsOf(definition: Definition, source: Source): readonly string[] {
  if (source.rows?.unit !== undefined) {
    const { names } = source.rows.unit;
    return names === undefined ? definition.units.map((unit) => unit.id) : [...new Set(Object.values(names))];
  }
  const columns = source.layout === 'wide' ? Object.values(source.columns) : [];
  const ofAll = unitOfAll(source);
  return [...new Set(columns.flatMap(({ unit }) => unit ?? ofAll ?? []))];
}

/** Tells what the rows with such key texts, one a key column, speak of. */
export function rowTeller(
  declared: Declared,
  source: Source,
): (texts: readonly string[]) => SourceRow | 'IGNORED' | 'UNMAPPED' {
  const known = new Map(sourceRows(declared, source).map((row) => [JSON.stringify(row.texts), row]));
  return (texts) => {
    if (isIgnored(source, texts)) return 'IGNORED';
    return known.get(JSON.stringify(texts)) ?? 'UNMAPPED';
  };
}

function isIgnored({ rows }: Source, texts: readonly string[]): boolean {
  const ignored = [rows?.unit, rows?.channel].flatMap((key) => (key ? [key.ignore] : []));
  return texts.some((text, i) => ignored[i]?.includes(text));
}

/** Every value cell that a row of the source may have. */
export function sourceCells(declared: Declared, source: Source): readonly SourceCell[] {
  const columns = valueColumns(source);
  return sourceRows(declared, source).flatMap((row) =>
    columns.flatMap((column) => sourceCell(source, row, column) ?? []),
  );
}

/** Every value cell that is read, by where it stands: the key texts of its row, then its column. */
export function cellPlaces(declared: Declared, source: Source): ReadonlyMap<string, SourceCell> {
  const columns = valueColumns(source);
  const places = new Map<string, SourceCell>();
  for (const row of sourceRows(declared, source).filter(({ texts }) => !isIgnored(source, texts)))
    for (const column of columns) {
      const cell = sourceCell(source, row, column);
      if (cell !== null) places.set([...row.texts, column].join(' / '), cell);
    }
  return places;
}

/** What the cell of a value column measures in such a row; null where rows and columns together do not say. */
export function sourceCell(source: Source, row: SourceRow, column: string): SourceCell | null {
  const mapped = source.layout === 'wide' ? source.columns[column] : undefined;
  const unit = row.unit ?? mapped?.unit ?? unitOfAll(source);
  if (unit === undefined) return null;
  if (row.reading !== null) return { unit, ...row.reading };
  return mapped?.channel === undefined ? null : { ...mapped, unit, channel: mapped.channel };
}

/** Every combination of key texts that the source reads; where it says no names, the ids of the definition. */
export function sourceRows(declared: Declared, { layout, rows }: Source): readonly SourceRow[] {
  const { definition } = declared;
  const { unit, channel } = rows ?? {};
  const units = unit === undefined ? [null] : unitNames(definition, unit.names);
  const channels = channel === undefined ? [null] : channelNames(definition, channel.names);
  return units.flatMap((one) =>
    channels.flatMap((other) => {
      const row = {
        texts: [one?.[0], other?.[0]].filter((text) => text !== undefined),
        unit: one?.[1] ?? null,
        reading: other?.[1] ?? null,
      };
      return layout === 'long' && lacksSensor(declared, row) ? [] : [row];
    }),
  );
}

function unitNames(
  { units }: Definition,
  names: Readonly<Record<string, string>> | undefined,
): readonly (readonly [string, string])[] {
  return names === undefined ? units.map(({ id }) => [id, id]) : Object.entries(names);
}

function channelNames(
  { channels }: Definition,
  names: Readonly<Record<string, NamedReading>> | undefined,
): readonly (readonly [string, NamedReading])[] {
  if (names !== undefined) return Object.entries(names);
  return channels.map(({ id }) => [id, { channel: id, origin: 'MEASURED', missing: [] }]);
}

/** In a long file not every unit has every sensor that is named. */
function lacksSensor({ units }: Declared, { unit, reading }: SourceRow): boolean {
  if (reading?.sensor === undefined) return false;
  const sensors = (unit === null ? undefined : units.get(unit))?.sensors ?? [];
  return !sensors.some(({ id, measures }) => id === reading.sensor && measures === reading.channel);
}
