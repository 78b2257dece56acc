/** The tables of atoms by code. */
import {
  ARBITRARY_ATOMS,
  BASE_ATOMS,
  BINARY_PREFIXES,
  METRIC_ATOMS,
  METRIC_SCALES,
  PLAIN_ATOMS,
  PREFIXES,
  SCALES,
} from './atoms.ts';
import { CUSTOMARY_ATOMS } from './customary-atoms.ts';
import { ONE, power, type Ratio, ratioOf } from './ratio.ts';

/** A scale that is no multiple of its unit: how its numbers lie in it. */
export interface Scale {
  /** `zero`: absolute zero lies `value` below its own. `log`: to base `value`, `factor` times. `tan`: `value` times. */
  readonly kind: 'zero' | 'log' | 'tan' | 'sqrt';
  readonly value: string;
  readonly factor: string;
  /** One step of the prefixed scale in steps of the scale itself: a tenth for dB. */
  readonly step: Ratio;
}

/** An atom of the tables: so many of a unit. */
export interface Atom {
  readonly count: string;
  /** Null for one that is a dimension of its own. */
  readonly unit: string | null;
  readonly isMetric: boolean;
  readonly scale?: Scale;
}

export const ATOMS: ReadonlyMap<string, Atom> = atomsOf();
/** What each prefix multiplies by. */
export const PREFIX_FACTORS: ReadonlyMap<string, Ratio> = new Map([
  ...Object.entries(PREFIXES).map(([prefix, tens]): [string, Ratio] => [prefix, ratioOf(`1e${tens}`)]),
  ...Object.entries(BINARY_PREFIXES).map(([prefix, twos]): [string, Ratio] => [
    prefix,
    power({ num: 2n, den: 1n }, twos),
  ]),
]);

function atomsOf(): ReadonlyMap<string, Atom> {
  const linesOf = (table: string) =>
    table
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
  const derived = (table: string, isMetric: boolean) =>
    linesOf(table).map(([code = '', count = '', unit = '']): [string, Atom] => [
      code,
      { count, unit, isMetric },
    ]);
  const own = (code: string, isMetric: boolean): [string, Atom] => [
    code,
    { count: '1', unit: null, isMetric },
  ];
  return new Map([
    ...BASE_ATOMS.map((code) => own(code, true)),
    ...derived(METRIC_ATOMS, true),
    ...derived(PLAIN_ATOMS, false),
    ...derived(CUSTOMARY_ATOMS, false),
    ...ARBITRARY_ATOMS.trim()
      .split(/\s+/)
      .map((code) => own(code, code === '[iU]')),
    ...linesOf(SCALES).map(([code = '', unit = '', kind, value = '', factor = '1']): [string, Atom] => [
      code,
      {
        ...{ count: '1', unit, isMetric: METRIC_SCALES.has(code) || code.startsWith('B[') },
        scale: { kind: kindOf(kind), value, factor, step: ONE },
      },
    ]),
  ]);
}

function kindOf(word: string | undefined): Scale['kind'] {
  return word === 'zero' || word === 'log' || word === 'tan' ? word : 'sqrt';
}
