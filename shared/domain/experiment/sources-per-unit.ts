/** One source for files that are named by their units: `match: "{unit}_*.csv"` stands for a source of each unit. */

const UNIT = '{unit}';
/** Of all sources of all units together: a text of a page could stand for millions. */
export const MOST_OF_UNITS = 5000;

export interface PerUnit {
  /** With a source for each unit in the place of each that names its files by them. */
  readonly document: unknown;
  /** Where a path of that document stands in the one that was written. */
  readonly placeOf: (path: readonly PropertyKey[]) => readonly PropertyKey[];
}

/**
 * The document as it is where no source is so. The source of a unit has its id behind the source's (`hobo.FU1`), its
 * pattern, and the unit for columns that name none. A source that says its unit otherwise, and more than
 * `MOST_OF_UNITS` together, stay as they are, for the checks to refuse.
 */
export function sourcesPerUnit(document: unknown): PerUnit {
  const asWritten: PerUnit = { document, placeOf: (path) => path };
  if (!isObject(document) || !Array.isArray(document.sources) || !Array.isArray(document.units))
    return asWritten;
  if (!document.sources.some(isNamedByUnit)) return asWritten;
  const units = document.units.flatMap((unit: unknown) =>
    isObject(unit) && typeof unit.id === 'string' ? [unit.id] : [],
  );
  if (document.sources.filter(isNamedByUnit).length * units.length > MOST_OF_UNITS) return asWritten;
  const written: number[] = [];
  const sources = document.sources.flatMap((source: unknown, i): unknown[] => {
    const own = isNamedByUnit(source) ? units.map((unit) => ofUnit(source, unit)) : [source];
    written.push(...own.map(() => i));
    return own;
  });
  return {
    document: { ...document, sources },
    placeOf: (path) => {
      const [first, place, ...rest] = path;
      return first === 'sources' && typeof place === 'number'
        ? [first, written[place] ?? place, ...rest]
        : path;
    },
  };
}

type Named = Readonly<Record<string, unknown>> & { readonly id: unknown; readonly match: string };

function isNamedByUnit(source: unknown): source is Named {
  if (!isObject(source) || typeof source.match !== 'string' || !source.match.includes(UNIT)) return false;
  return source.unit === undefined && !(isObject(source.rows) && source.rows.unit !== undefined);
}

const ofUnit = (source: Named, unit: string): object => ({
  ...source,
  id: typeof source.id === 'string' ? `${source.id}.${unit}` : source.id,
  match: source.match.replaceAll(UNIT, unit),
  unit,
});

/** Whether a pattern still holds the place of a unit. */
export const awaitsUnit = (match: string): boolean => match.includes(UNIT);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
