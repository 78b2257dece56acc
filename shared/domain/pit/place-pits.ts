/** On which slice of which unit each row of the tables lies: by its own columns, or by the sample that its image is. */
import { matchSamples, notComeRemark } from '../assay/match-samples.ts';
import type { PitRow, PitTable, SubstrateTold } from '../assay/pit-table.ts';
import type { RegisteredSample, Remark, SampleRegister } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import type { Declared } from '../experiment/declared.ts';
import type { PitAssay } from '../experiment/pit-assay.ts';
import { type Substrate, substrateNamed } from '../experiment/pit-schema.ts';
import { orMeant } from '../nearest.ts';
import { listText } from '../words/list.ts';
import { sampleNames, sampleOfRow, slicesByPlace } from './slice-samples.ts';

/** A slice, as the definition and the tables tell it. */
export interface SlicePlace {
  readonly slice: string;
  readonly unit: string;
  readonly arm: string;
  readonly donor: string | null;
  /** As the definition, the culture of the unit or the row tells it. */
  readonly substrates: readonly SubstrateTold[];
  /** Each that a row or the definition tells: more than one contradict each other. */
  readonly areasMm2: readonly number[];
  /** Area that its images show, by the definition; null where it does not say. */
  readonly imagedMm2: number | null;
  readonly sample: RegisteredSample;
}

export interface PlacedRow {
  readonly row: PitRow;
  readonly lengthsIn: PitTable['lengthsIn'];
  readonly by: PitTable['by'];
  /** That it stands in. */
  readonly table: PitTable;
  readonly at: SlicePlace;
}

export interface PlacedPits {
  readonly rows: readonly PlacedRow[];
  /** Units and samples that nobody knows, and what did not come. */
  readonly remarks: readonly Remark[];
}

export function placePits(
  assay: PitAssay,
  declared: Declared,
  { samples }: SampleRegister,
  tables: readonly PitTable[],
): PlacedPits {
  const all = tables.flatMap((table) => {
    const { rows, lengthsIn, by } = table;
    return rows.map((row) => ({ row, lengthsIn, by, table }));
  });
  const named = sampleNames(tables);
  const images = [...new Set(all.flatMap(({ row }) => (row.unit === null ? [row.image] : [])))];
  const matched = matchSamples(
    images.map((name) => ({ name: named.get(name) ?? name })),
    samples,
  );
  const byImage = new Map(images.map((name, i) => [name, matched.samples[i] ?? null]));
  const byPlace = slicesByPlace(samples);
  const strangers: Stranger[] = [];
  const rows = all.flatMap(({ row, ...of }): PlacedRow[] => {
    const { unit } = row;
    const sample = unit === null ? byImage.get(row.image) : sampleOfRow({ ...row, unit }, byPlace);
    const at = sample == null ? null : placeOf(sample, row, assay, declared);
    if (at === null && unit !== null) strangers.push({ unit, what: row.slice ?? row.image });
    return at === null ? [] : [{ row, ...of, at }];
  });
  // What did not come by a name of its own may have come as the slice of a table that names its unit.
  const came = new Set(rows.map(({ at }) => at.sample));
  const absent = samples.filter((one) => !came.has(one)).map(({ name }) => name);
  const remarks = matched.remarks.filter(({ code }) => code !== 'sample.not-come');
  return {
    rows,
    remarks: [
      ...[...remarks, ...notComeRemark(absent), ...strangersRemark(strangers, declared)],
      ...undeclaredRemark(assay, rows),
    ],
  };
}

/** Slices beside those that the definition declares count, each on an area of its own: one may be a slip of the pen. */
function undeclaredRemark({ samples }: PitAssay, rows: readonly PlacedRow[]): Remark[] {
  if (samples.length === 0) return [];
  const declared = new Set(samples.map(({ name }) => name));
  const found = new Map(
    rows.flatMap(({ at }) => (declared.has(at.sample.name) ? [] : [[at.sample.name, at] as const])),
  );
  if (found.size === 0) return [];
  const names = [...found.values()].map(({ unit, slice }, i) => {
    const own = samples.flatMap((one) => (one.unit === unit ? (one.slice ?? []) : []));
    return i < MOST_STRANGERS ? `${orMeant(slice, own)} of ${unit}` : `${slice} of ${unit}`;
  });
  const message = `no sample of the definition is ${listText(names, ', ', MOST_STRANGERS)}: measured as ${found.size === 1 ? 'a slice of its' : 'slices of their'} own`;
  return [{ code: 'pit.slice-unknown', message }];
}

/** Null of a sample of which only the arm is known. */
function placeOf(
  sample: RegisteredSample,
  row: PitRow,
  { samples }: PitAssay,
  declared: Declared,
): SlicePlace | null {
  const { unit, arm, donor, name, slice = name } = sample;
  if (unit === null) return null;
  const told = samples.find((one) => one.name === name);
  return {
    ...{ slice, unit, arm, donor, sample },
    substrates: [
      ...toldBy('sample', told?.substrate),
      ...toldBy('culture', cultureSubstrate(declared, unit)),
      ...toldBy('table', row.substrate),
    ],
    areasMm2: [...new Set([row.sliceAreaMm2, told?.areaMm2].flatMap((area) => area ?? []))],
    imagedMm2: told?.imagedMm2 ?? null,
  };
}

/** What the culture of the unit grows on, where it has the field's own name. */
function cultureSubstrate({ units }: Declared, unit: string): Substrate | null {
  const told = units.get(unit)?.culture?.substrate;
  return typeof told === 'string' ? substrateNamed(told) : null;
}

const toldBy = (by: SubstrateTold['by'], substrate: Substrate | null | undefined): SubstrateTold[] =>
  substrate == null ? [] : [{ substrate, by }];

/** A unit that a table names and the definition has not, and what of it is told. */
export interface Stranger {
  readonly unit: string;
  readonly what: string;
}

/** Named in one remark; the others are counted. */
const MOST_STRANGERS = 6;

/** Of units that tables name and the definition has not: with what they hold, which stands in no answer. */
export function strangersRemark(
  strangers: readonly Stranger[],
  { units }: Pick<Declared, 'units'>,
): Remark[] {
  if (strangers.length === 0) return [];
  const byUnit = [...Map.groupBy(strangers, ({ unit }) => unit)].sort(([a], [b]) => byText(a, b));
  const names = byUnit.map(([unit, own], i) => {
    if (i >= MOST_STRANGERS) return unit;
    const what = [...new Set(own.map((one) => one.what))].sort(byText);
    return `${orMeant(unit, [...units.keys()])} with ${listText(what, ', ', MOST_STRANGERS)}`;
  });
  const message = `the tables name ${listText(names, '; ', MOST_STRANGERS)}, and the definition has no such unit (${listText([...units.keys()])}): what they hold does not count`;
  return [{ code: 'pit.unit', message }];
}
