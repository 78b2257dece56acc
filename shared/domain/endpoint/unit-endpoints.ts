/** What the rows of a unit come to, endpoint by endpoint: one value, which its arm is compared by. */
import { byText } from '../by-text.ts';
import type { UnitTotal } from '../comparison/arms-asked.ts';
import type { EndpointRule } from '../experiment/endpoint-schema.ts';
import { conversionIfAny } from '../ucum/conversion.ts';
import { listText } from '../words/list.ts';
import type { Measurement } from './measurement.ts';

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

/** @param rows each once, however many files bring it */
export function unitEndpoints(rows: readonly Measurement[], rules: Rules): UnitEndpoint[] {
  const byEndpoint = Map.groupBy(rows, ({ endpoint }) => endpoint);
  return [...byEndpoint]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([endpoint, all]) => {
      const ucum = usualUnit(all);
      const over = rules.find((one) => one.endpoint === endpoint)?.over;
      const byUnit = [...Map.groupBy(all, ({ unit }) => unit)].sort(([a], [b]) => byText(a, b));
      const times = Math.max(...byUnit.map(([, own]) => timesOf(own)));
      return byUnit.map(([unit, own]) => ({
        ...{ unit, endpoint, ucum, rows: own.length },
        ...(whyNone(own, times) ?? shownBy(own, ucum, over)),
      }));
    });
}

const timesOf = (rows: readonly Measurement[]): number => new Set(rows.map(({ takenAt }) => takenAt)).size;

/** The unit of measure of most rows; of as many the first by name. */
function usualUnit(rows: readonly Measurement[]): string {
  const byUnit = [...Map.groupBy(rows, unitOf)].map(([unit, same]) => ({ unit, rows: same.length }));
  const [usual] = byUnit.sort((a, b) => b.rows - a.rows || byText(a.unit, b.unit));
  return usual?.unit ?? '1';
}

/** What no rule puts right: rows that contradict each other, and times that other units have. */
function whyNone(rows: readonly Measurement[], times: number): Shown | null {
  const named = Map.groupBy(rows, ({ takenAt, replicate }) => JSON.stringify([takenAt, replicate]));
  const twice = [...named.values()].find((same) => same.length > 1);
  if (twice !== undefined) {
    const values = listText(
      twice.map(({ value, lod }) => (value === null ? `below ${lod}` : String(value))),
      ', ',
      4,
    );
    return unknown(
      `rows of one time say ${values}: name replicates in a column replicate, or withdraw the file that is wrong`,
    );
  }
  const own = timesOf(rows);
  return own < times ? unknown(`${own} of ${times} times have come, which other units have`) : null;
}

type Shown = Pick<UnitEndpoint, 'value' | 'total' | 'below' | 'why'>;
const unknown = (why: string): Shown => ({ value: null, total: null, below: null, why });

/** What a value is per. A share says of what it is one: that is no amount to divide by once more. */
const dividedBy = ({ measuredIn, denominator }: Measurement): Measurement['denominator'] =>
  measuredIn === '%' ? null : denominator;

/** `nmol/mm2`; a denominator of several factors in parentheses. */
function unitOf(row: Measurement): string {
  const { measuredIn } = row;
  const denominator = dividedBy(row);
  if (denominator === null) return measuredIn;
  const { unit } = denominator;
  return `${measuredIn}/${/[./]/.test(unit) ? `(${unit})` : unit}`;
}

/** Per one of the denominator. */
interface Reading {
  readonly value: number;
  /** Whether the value is only what it is below. */
  readonly isBelow: boolean;
}

function shownBy(rows: readonly Measurement[], ucum: string, over: EndpointRule['over']): Shown {
  const counted = totalOf(rows, ucum);
  if (counted !== null)
    return { value: counted.count / counted.exposure, total: counted, below: null, why: null };
  const readings = rows.map((row) => ({ row, reading: readingOf(row, ucum) }));
  const other = readings.filter(({ reading }) => reading === null).map(({ row }) => unitOf(row));
  if (other.length > 0)
    return unknown(
      `expected ${ucum}, got ${listText([...new Set(other)], ', ', 4)}, which cannot be converted to it`,
    );
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

/** Whole numbers of things, over how much: what was counted on several pieces of a unit adds up. Null of what is no count. */
function totalOf(rows: readonly Measurement[], ucum: string): UnitTotal | null {
  const times = new Set(rows.map(({ takenAt }) => takenAt));
  const isCount = (row: Measurement) =>
    /^(?:1|\{[^}]*\})$/.test(row.measuredIn) &&
    row.denominator !== null &&
    Number.isInteger(row.value) &&
    unitOf(row) === ucum;
  if (times.size > 1 || !rows.every(isCount)) return null;
  const sum = (of: (row: Measurement) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    count: sum(({ value }) => value ?? 0),
    exposure: sum(({ denominator }) => denominator?.amount ?? 0),
    isCounted: true,
  };
}

/** Null where its unit cannot be converted. */
function readingOf(row: Measurement, ucum: string): Reading | null {
  const { value, lod } = row;
  const conversion = conversionIfAny(unitOf(row), ucum);
  if (conversion === undefined || conversion?.curve !== undefined) return null;
  const amount = (value ?? lod ?? Number.NaN) / (dividedBy(row)?.amount ?? 1);
  const { scale, offset } = conversion ?? { scale: 1, offset: 0 };
  return { value: amount * scale + offset, isBelow: value === null };
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
