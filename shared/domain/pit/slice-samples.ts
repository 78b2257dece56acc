/** Slices that tables name themselves, as samples: so that they can be taken out, and are handled, like any other. */
import type { PitRow, PitTable } from '../assay/pit-table.ts';
import type { RegisteredSample } from '../assay/sample-register.ts';
import type { AssayTable } from '../assay/tables.ts';
import type { Declared } from '../experiment/declared.ts';
import { unitLevels } from '../experiment/unit-levels.ts';

type NamesUnit = Pick<PitRow, 'unit' | 'slice' | 'image'>;

/** What a row calls its slice; a row of no slice is of the image, or of the unit. */
export const sliceIn = ({ slice, image }: NamesUnit, unit: string): string => slice ?? (image || unit);

/** Samples by the unit and the slice that they are: looked up for each of hundreds of thousands of rows. */
export type SlicesByPlace = ReadonlyMap<string, RegisteredSample>;

const placeName = (unit: string, slice: string): string => JSON.stringify([unit, slice]);

export function slicesByPlace(samples: readonly RegisteredSample[]): SlicesByPlace {
  const all = samples.flatMap((one): [string, RegisteredSample][] =>
    one.unit === null || one.slice === undefined ? [] : [[placeName(one.unit, one.slice), one]],
  );
  // Of two that are declared alike the first.
  return new Map(all.reverse());
}

/** The sample of a row that names its unit; undefined where the unit is not known. */
export const sampleOfRow = (
  row: NamesUnit & { readonly unit: string },
  samples: SlicesByPlace,
): RegisteredSample | undefined => samples.get(placeName(row.unit, sliceIn(row, row.unit)));

/**
 * Those of the tables that no declared sample is. They are called `unit/slice`.
 *
 * @param samples those that the definition declares
 */
export function slicesTold(
  declared: Declared,
  samples: readonly RegisteredSample[],
  tables: readonly AssayTable[],
): RegisteredSample[] {
  const byPlace = slicesByPlace(samples);
  const told = new Map<string, RegisteredSample>();
  for (const row of tables.flatMap((table) => (table.table === 'pits' ? table.rows : []))) {
    const { unit } = row;
    const known = unit === null ? undefined : declared.units.get(unit);
    if (unit === null || known === undefined || sampleOfRow({ ...row, unit }, byPlace) !== undefined)
      continue;
    const slice = sliceIn(row, unit);
    const name = `${unit}/${slice}`;
    told.set(name, {
      ...{ name, unit, arm: known.arm, slice, donor: unitLevels(declared, unit).donor },
      ...{ batch: {}, covariates: {}, handling: {} },
    });
  }
  return [...told.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** By image, the samples that the names of files say. */
export const sampleNames = (tables: readonly PitTable[]): ReadonlyMap<string, string> =>
  new Map(tables.flatMap(({ sampleOf }) => [...(sampleOf ?? [])]));

/** What a row calls its sample: a row that names its unit has the sample's own name, one of a file that of the file's. */
export function nameInTable(row: PitRow, { sampleOf }: PitTable, samples: SlicesByPlace): string {
  const { unit, image } = row;
  if (unit === null) return sampleOf?.get(image) ?? image;
  return sampleOfRow({ ...row, unit }, samples)?.name ?? `${unit}/${sliceIn(row, unit)}`;
}

/** Slices that rows name by unit and slice, as `unit/slice`. */
export function placesIn(
  rows: readonly PitRow[],
  samples: SlicesByPlace,
): ReadonlyMap<string, RegisteredSample> {
  const places = new Map<string, RegisteredSample>();
  for (const row of rows) {
    const { unit } = row;
    const sample = unit === null ? undefined : sampleOfRow({ ...row, unit }, samples);
    if (unit !== null && sample !== undefined) places.set(`${unit}/${sliceIn(row, unit)}`, sample);
  }
  return places;
}
