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
      const [ucum = '1'] = [...new Set(all.map(unitOf))].sort(byText);
      const over = rules.find((one) => one.endpoint === endpoint)?.over;
      const byUnit = [...Map.groupBy(all, ({ unit }) => unit)].sort(([a], [b]) => byText(a, b));
      return byUnit.map(([unit, own]) => ({
        ...{ unit, endpoint, ucum, rows: own.length },
        ...shownBy(own, ucum, over),
      }));
    });
}

type Shown = Pick<UnitEndpoint, 'value' | 'total' | 'below' | 'why'>;
const unknown = (why: string): Shown => ({ value: null, total: null, below: null, why });

/** `nmol/mm2`; a denominator of several factors in parentheses. */
function unitOf({ measuredIn, denominator }: Measurement): string {
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
    return unknown(`expected ${ucum}, got ${listText([...new Set(other)], ', ', 4)}, which is no such unit`);
  const times = [...Map.groupBy(readings, ({ row }) => row.takenAt)]
    .sort(([a], [b]) => (a ?? 0) - (b ?? 0))
    .map(([, same]) => meanOf(same.map(({ reading }) => reading!)));
  if (times.length > 1 && over === undefined)
    return unknown(
      `it was measured at ${times.length} times: say what they come to (endpoints: over: SUM, MEAN or LAST)`,
    );
  const { value, isBelow } = togetherBy(times, over ?? 'LAST');
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
  const { value, lod, denominator } = row;
  const conversion = conversionIfAny(unitOf(row), ucum);
  if (conversion === undefined || conversion?.curve !== undefined) return null;
  const amount = (value ?? lod ?? Number.NaN) / (denominator?.amount ?? 1);
  const { scale, offset } = conversion ?? { scale: 1, offset: 0 };
  return { value: amount * scale + offset, isBelow: value === null };
}

/** Where one of them is below detection the mean is only known to be below that of their limits. */
const meanOf = (all: readonly Reading[]): Reading => ({
  value: all.reduce((sum, { value }) => sum + value, 0) / all.length,
  isBelow: all.some(({ isBelow }) => isBelow),
});

function togetherBy(times: readonly Reading[], over: NonNullable<EndpointRule['over']>): Reading {
  if (over === 'LAST') return times.at(-1)!;
  const mean = meanOf(times);
  return over === 'MEAN' ? mean : { ...mean, value: mean.value * times.length };
}
