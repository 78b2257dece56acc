/** What the rows of a unit come to, endpoint by endpoint: one value, which its arm is compared by. */
import { byText } from '../by-text.ts';
import type { UnitTotal } from '../comparison/arms-asked.ts';
import type { EndpointRule } from '../experiment/endpoint-schema.ts';
import { lineBetween } from '../ucum/conversion.ts';
import { listText } from '../words/list.ts';
import { spokenApart } from '../words/spoken-unit.ts';
import type { MeasuredRow, Measurement } from './measurement.ts';
import { dividedBy, placesText, rowText, unitOfRow } from './row-words.ts';
import { withoutRepeated } from './same-rows.ts';

/** An endpoint of a unit. */
export interface UnitEndpoint {
  readonly unit: string;
  readonly endpoint: string;
  /** UCUM code of the value: of what was measured, per what it was measured. */
  readonly ucum: string;
  readonly rows: number;
  /** Null of what is below detection, or cannot be told. */
  readonly value: number | null;
  /** Of what is counted, over how much. */
  readonly total: UnitTotal | null;
  /** Where it is below detection: what it is below, in `ucum`. */
  readonly below: number | null;
  /** Why it has no value; null where it has one. */
  readonly why: string | null;
}

type Rules = readonly EndpointRule[];

/** @param rows each once, however many files bring it; what rows say in two units of measure is one here */
export function unitEndpoints(rows: readonly MeasuredRow[], rules: Rules): UnitEndpoint[] {
  const byEndpoint = Map.groupBy(rows, ({ endpoint }) => endpoint);
  return [...byEndpoint]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([endpoint, all]) => {
      const rule = rules.find((one) => one.endpoint === endpoint);
      const byUnit = [...Map.groupBy(all, ({ unit }) => unit)]
        .sort(([a], [b]) => byText(a, b))
        .map(([unit, own]) => ({ unit, own: withoutRepeated(own) }));
      const ucum = rule?.unit ?? usualUnit(byUnit.flatMap(({ own }) => own));
      const times = Math.max(...byUnit.map(({ own }) => timesOf(own)));
      return byUnit.map(({ unit, own }) => ({
        ...{ unit, endpoint, ucum, rows: own.length },
        ...(whyNone(own, times) ?? shownBy(own, ucum, rule)),
      }));
    });
}

const timesOf = (rows: readonly Measurement[]): number => new Set(rows.map(({ takenAt }) => takenAt)).size;

/** The unit of measure of most rows; of as many the first by name. */
function usualUnit(rows: readonly Measurement[]): string {
  const byUnit = [...Map.groupBy(rows, unitOfRow)].map(([unit, same]) => ({ unit, rows: same.length }));
  const [usual] = byUnit.sort((a, b) => b.rows - a.rows || byText(a.unit, b.unit));
  return usual?.unit ?? '1';
}

/** What no rule puts right: rows that contradict each other, and times that other units have. */
function whyNone(rows: readonly MeasuredRow[], times: number): Shown | null {
  const named = Map.groupBy(rows, ({ takenAt, replicate }) => JSON.stringify([takenAt, replicate]));
  const twice = [...named.values()].find((same) => same.length > 1);
  if (twice !== undefined) {
    const values = listText(twice.map(rowText), ', ', 4);
    return unknown(
      `rows of one time say ${values}${apartText(twice)}: name replicates in a column replicate, or withdraw the file that is wrong`,
    );
  }
  const own = timesOf(rows);
  return own < times ? unknown(`${own} of ${times} times have come, which other units have`) : null;
}

/** Units of measure between which nothing converts. */
function apartText(rows: readonly Measurement[]): string {
  const [first, ...others] = [...new Set(rows.map(unitOfRow))];
  const apart = others.filter((one) => lineBetween(one, first!) === null);
  if (apart.length === 0) return '';
  const [one, ...rest] = spokenApart([first!, ...apart]);
  return ` (${one} and ${listText(rest)} cannot be converted into each other)`;
}

type Shown = Pick<UnitEndpoint, 'value' | 'total' | 'below' | 'why'>;
const unknown = (why: string): Shown => ({ value: null, total: null, below: null, why });

/** Per one of the denominator. */
interface Reading {
  readonly value: number;
  /** Whether the value is only what it is below. */
  readonly isBelow: boolean;
}

function shownBy(rows: readonly MeasuredRow[], ucum: string, rule: EndpointRule | undefined): Shown {
  const { over } = rule ?? {};
  const counted = totalOf(rows, ucum);
  if (counted !== null)
    return { value: counted.count / counted.exposure, total: counted, below: null, why: null };
  const readings = rows.map((row) => ({ row, reading: readingOf(row, ucum) }));
  const other = readings.filter(({ reading }) => reading === null).map(({ row }) => row);
  if (other.length > 0) return unknown(otherUnitText(other, ucum, rule));
  const times = [...Map.groupBy(readings, ({ row }) => row.takenAt)]
    .sort(([a], [b]) => (a ?? 0) - (b ?? 0))
    .map(([, same]) => meanOf(same.map(({ reading }) => reading!)));
  if (times.length > 1 && over === undefined)
    return unknown(
      `it was measured at ${times.length} times: say what they come to (endpoints: over: SUM, MEAN or LAST)`,
    );
  if (times.some((one) => one === null))
    return unknown('some replicates of it are below detection and some are not: their mean is not known');
  const { value, isBelow } = togetherBy(
    times.flatMap((one) => one ?? []),
    over ?? 'LAST',
  );
  return isBelow
    ? { value: null, total: null, below: value, why: null }
    : { value, total: null, below: null, why: null };
}

function otherUnitText(rows: readonly MeasuredRow[], ucum: string, rule: EndpointRule | undefined): string {
  const by = rule?.unit === undefined ? '' : ' by the definition';
  const [wanted, ...came] = spokenApart([ucum, ...new Set(rows.map(unitOfRow))]);
  return `expected ${wanted}${by}, got ${listText(came, ', ', 4)}${placesText(rows)}, which cannot be converted to it`;
}

/** Whole numbers of things, over how much: what was counted on several pieces of a unit adds up. Null of what is no count. */
function totalOf(rows: readonly Measurement[], ucum: string): UnitTotal | null {
  const times = new Set(rows.map(({ takenAt }) => takenAt));
  const isCount = (row: Measurement) =>
    /^(?:1|\{[^}]*\})$/.test(row.measuredIn) && row.denominator !== null && Number.isInteger(row.value);
  if (times.size > 1 || !rows.every(isCount)) return null;
  let [count, exposure] = [0, 0];
  for (const row of rows) {
    const line = lineBetween(unitOfRow(row), ucum);
    if (line === null || line.offset !== 0) return null;
    count += row.value ?? 0;
    // So many times less of what the number is to be per.
    exposure += ((row.denominator?.amount ?? 0) * line.divisor) / line.scale;
  }
  return { count, exposure, isCounted: true };
}

/** Null where its unit cannot be converted. */
function readingOf(row: Measurement, ucum: string): Reading | null {
  const { value, lod } = row;
  const line = lineBetween(unitOfRow(row), ucum);
  if (line === null) return null;
  const amount = (value ?? lod ?? Number.NaN) / (dividedBy(row)?.amount ?? 1);
  return { value: (line.scale * amount + line.offset) / line.divisor, isBelow: value === null };
}

/** Null where some of them are below detection and some are not. */
function meanOf(all: readonly Reading[]): Reading | null {
  const below = all.filter(({ isBelow }) => isBelow).length;
  if (below > 0 && below < all.length) return null;
  return { value: sumOf(all) / all.length, isBelow: below > 0 };
}

const sumOf = (all: readonly Reading[]): number => all.reduce((sum, { value }) => sum + value, 0);

/** Of times of which one is below detection the whole is known to be below what the limits make. */
function togetherBy(times: readonly Reading[], over: NonNullable<EndpointRule['over']>): Reading {
  if (over === 'LAST') return times.at(-1)!;
  const isBelow = times.some((one) => one.isBelow);
  return { value: over === 'MEAN' ? sumOf(times) / times.length : sumOf(times), isBelow };
}
