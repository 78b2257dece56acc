/** One row of a long table of endpoints: what was measured of a unit, per what, and whether it was detected. */
import { beyondText, heldNumber } from '../held-number.ts';
import { parseInstant } from '../instant.ts';
import { quoted } from '../quoted.ts';
import { orRefusal, Refusal } from '../refusal.ts';
import type { Micros } from '../time.ts';
import { parseUnit } from '../ucum/parse-unit.ts';

export const MEASUREMENT_COLUMNS = [
  ...['unit', 'endpoint', 'value', 'measured_in', 'denominator', 'denominator_unit'],
  ...['takenAt', 'site', 'compartment', 'replicate', 'censored', 'lod'],
] as const;
export type MeasurementColumn = (typeof MEASUREMENT_COLUMNS)[number];

export interface Measurement {
  readonly unit: string;
  /** With `@site/compartment` where they are told. */
  readonly endpoint: string;
  /** Null of what is below detection. */
  readonly value: number | null;
  readonly measuredIn: string;
  /** Null where the value is per nothing. */
  readonly denominator: { readonly amount: number; readonly unit: string } | null;
  readonly takenAt: Micros | null;
  /** What tells it from others of its time; '' where nothing does. */
  readonly replicate: string;
  /** Limit of detection, in the unit of the value; null where nothing says it. */
  readonly lod: number | null;
}

/** A row, and where it stands; absent where nobody knows. */
export interface MeasuredRow extends Measurement {
  readonly at?: { readonly file: string; readonly line: number | null };
}

export interface RowProblem {
  readonly code: string;
  readonly column: MeasurementColumn;
  /** Expected X, got Y. */
  readonly message: string;
}

const CENSORED = /^(?:1|true|yes|y|<|below|censored)$/i;
const NOT_CENSORED = /^(?:|0|false|no|n)$/i;

/** @param cell text of a column; '' where the table has no such column */
export function measurementOf(cell: (column: MeasurementColumn) => string): Measurement | RowProblem {
  const problem = (column: MeasurementColumn, code: string, message: string): RowProblem => ({
    ...{ code, column, message },
  });
  for (const column of ['unit', 'endpoint', 'measured_in'] as const)
    if (cell(column) === '')
      return problem(column, `endpoint.no-${column}`, `expected ${WHAT[column]}, got none`);
  const amounts = amountsOf(cell);
  if ('code' in amounts) return amounts;
  const { value, lod, denominator } = amounts;
  const told = cell('takenAt');
  const takenAt = told === '' ? null : orRefusal(() => parseInstant(told));
  if (takenAt instanceof Refusal) return problem('takenAt', 'endpoint.taken-at', takenAt.message);
  return {
    ...{ unit: cell('unit'), endpoint: nameOf(cell), value, measuredIn: cell('measured_in') },
    ...{ denominator, takenAt, replicate: cell('replicate'), lod },
  };
}

const WHAT = {
  unit: 'the culture unit',
  endpoint: 'the name of an endpoint',
  measured_in: 'the unit of measure as a UCUM code',
} as const;

function nameOf(cell: (column: MeasurementColumn) => string): string {
  const places = [cell('site'), cell('compartment')].filter((one) => one !== '');
  return places.length === 0 ? cell('endpoint') : `${cell('endpoint')}@${places.join('/')}`;
}

type Amounts = Pick<Measurement, 'value' | 'lod' | 'denominator'>;

function amountsOf(cell: (column: MeasurementColumn) => string): Amounts | RowProblem {
  const of = (column: 'value' | 'lod' | 'denominator') => numberIn(cell(column));
  const [value, lod, amount] = [of('value'), of('lod'), of('denominator')];
  for (const [column, number] of [
    ['value', value],
    ['lod', lod],
    ['denominator', amount],
  ] as const) {
    const text = cell(column);
    if (number === 'TEXT')
      return { column, code: 'endpoint.not-a-number', message: `expected a number, got ${quoted(text)}` };
    if (number === 'BEYOND') return { column, code: 'endpoint.out-of-range', message: beyondText(text) };
  }
  const censored = cell('censored');
  const isBelow = CENSORED.test(censored);
  if (!isBelow && !NOT_CENSORED.test(censored))
    return {
      ...{ column: 'censored', code: 'endpoint.censored' },
      message: `expected true, false or nothing, got ${quoted(censored)}`,
    };
  if (isBelow && typeof lod !== 'number')
    return {
      ...{ column: 'lod', code: 'endpoint.no-lod' },
      message: 'expected the limit of detection of what is below it, got none',
    };
  if (!isBelow && typeof value !== 'number')
    return { column: 'value', code: 'endpoint.no-value', message: 'expected a number, got none' };
  if (!isBelow && typeof value === 'number' && typeof lod === 'number' && value < lod)
    return {
      ...{ column: 'value', code: 'endpoint.below-lod' },
      message: `expected a value of the limit of detection (${lod}) or above, or censored, got ${value}`,
    };
  const per = denominatorOf(amount, cell);
  if (per !== null && 'code' in per) return per;
  return {
    value: isBelow || typeof value !== 'number' ? null : value,
    lod: typeof lod === 'number' ? lod : null,
    denominator: per,
  };
}

/** Null of an empty cell, or what programs write in one. `1,234` may be a thousand or one: neither is taken. */
function numberIn(text: string): number | null | 'TEXT' | 'BEYOND' {
  if (/^(?:|-|#?n\/?a|nan|null|none)$/i.test(text)) return null;
  return /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text) ? 'TEXT' : (heldNumber(text) ?? 'TEXT');
}

function denominatorOf(
  amount: ReturnType<typeof numberIn>,
  cell: (column: MeasurementColumn) => string,
): Measurement['denominator'] | RowProblem {
  const [measured, unit] = [cell('measured_in'), cell('denominator_unit')];
  for (const [column, code] of [
    ['measured_in', measured],
    ['denominator_unit', unit],
  ] as const) {
    const read = code === '' ? null : orRefusal(() => parseUnit(code));
    if (read instanceof Refusal) return { column, code: 'endpoint.unit', message: read.message };
  }
  if (typeof amount !== 'number' && unit === '') {
    if (measured !== '%') return null;
    const message =
      'expected what 100 % are (denominator and denominator_unit), got nothing: a share of what?';
    return { column: 'denominator', code: 'endpoint.percent-of-what', message };
  }
  if (typeof amount !== 'number' || !(amount > 0) || unit === '')
    return {
      ...{ column: 'denominator', code: 'endpoint.denominator' },
      message: `expected an amount above 0 and its unit, got ${quoted(cell('denominator'))} and ${quoted(unit)}`,
    };
  return { amount, unit };
}
