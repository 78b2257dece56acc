import { nearest } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { orRefusal, Refusal } from '../refusal.ts';
import { ATOMS, type Atom, PREFIX_FACTORS, type Scale } from './atom-table.ts';
import { BASE_ATOMS } from './atoms.ts';
import { ONE, power, type Ratio, ratioOf, times } from './ratio.ts';
import { spellingOf } from './spellings.ts';

/** A unit of measure in base units: one of it is `size` of the dimension, unless it is a scale of its own. */
export interface UcumUnit {
  readonly code: string;
  readonly size: Ratio;
  readonly scale: Scale | null;
  /** The base atoms with their exponents in a fixed order (`m.s-2`); `1` where there are none. */
  readonly dimension: string;
}

/** A term while it is read. */
interface Term {
  readonly size: Ratio;
  readonly exponents: ReadonlyMap<string, number>;
  readonly scale: Scale | null;
}

const UNITY: Term = { size: ONE, exponents: new Map(), scale: null };
const LONGEST_CODE = 200;
const DEEPEST = 20;

/**
 * Reads a UCUM code: prefixes, atoms, exponents, `.` and `/` from left to right, a leading `/`, parentheses, numbers,
 * `10*3`, annotations in braces (which count as 1). Fails with `unit.unknown` (naming the nearest atom) or
 * `unit.invalid`.
 */
export function parseUnit(code: string): UcumUnit {
  if (code.length > LONGEST_CODE)
    throw invalid(code.slice(0, 40), `it is longer than ${LONGEST_CODE} characters`);
  const { size, exponents, scale } = new UnitReader(code).whole();
  if (size.num === 0n) throw invalid(code, 'it has no size, because it is multiplied by 0');
  return { code, size, scale, dimension: dimensionOf(exponents) };
}

/** Whether `parseUnit` reads the code. */
export function isUnit(code: string): boolean {
  return !(orRefusal(() => parseUnit(code)) instanceof Refusal);
}

/** In printable ASCII, as all of a code. */
const ANNOTATION = /\{[!-z|~]*\}/y;

class UnitReader {
  readonly #code: string;
  #at = 0;
  #depth = 0;

  constructor(code: string) {
    this.#code = code;
  }

  whole(): Term {
    const term = this.#term();
    if (this.#at < this.#code.length)
      throw invalid(this.#code, `nothing is known that could stand there: ${quoted(this.#rest())}`);
    return term;
  }

  #rest(): string {
    return this.#code.slice(this.#at);
  }

  /** Takes what stands at the place, if the pattern (sticky) matches. */
  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#code)?.[0] ?? null;
    if (text !== null) this.#at += text.length;
    return text;
  }

  #term(): Term {
    let term = this.#take(/\//y) === null ? this.#component() : this.#combine(UNITY, '/');
    for (let operator = this.#take(/[./]/y); operator !== null; operator = this.#take(/[./]/y)) {
      term = this.#combine(term, operator);
    }
    return term;
  }

  #combine(left: Term, operator: string): Term {
    const right = this.#component();
    if (left.scale !== null || right.scale !== null) throw this.#scaleInProduct();
    if (operator === '.') return product(left, right);
    if (right.size.num === 0n) throw invalid(this.#code, 'it divides by 0');
    return product(left, toPower(right, -1));
  }

  #component(): Term {
    if (this.#take(/\(/y) !== null) return this.#inParentheses();
    if (this.#take(ANNOTATION) !== null) return UNITY;
    const power10 = this.#take(/10[*^]/y);
    const number = power10 === null ? this.#take(/\d+/y) : null;
    if (number !== null) {
      this.#take(ANNOTATION);
      return { ...UNITY, size: ratioOf(number) };
    }
    const symbol = power10 ?? this.#take(/(?:\[[^[\]]*\]|[^\s./(){}[\]0-9+-])+/y);
    if (symbol === null)
      throw invalid(
        this.#code,
        this.#rest() === ''
          ? 'a unit is missing at its end'
          : `a unit is missing before ${quoted(this.#rest())}`,
      );
    const exponent = this.#take(/[+-]?\d+/y);
    this.#take(ANNOTATION);
    const term = termOf(symbol, this.#code);
    if (exponent === null || Number(exponent) === 1) return term;
    if (term.scale !== null) throw this.#scaleInProduct();
    if (Math.abs(Number(exponent)) > 99) throw invalid(this.#code, `the exponent ${exponent} is beyond 99`);
    return toPower(term, Number(exponent));
  }

  #inParentheses(): Term {
    if (++this.#depth > DEEPEST) throw invalid(this.#code, 'its parentheses nest too deep');
    const term = this.#term();
    if (this.#take(/\)/y) === null) throw invalid(this.#code, 'a parenthesis is not closed');
    this.#depth--;
    return term;
  }

  #scaleInProduct(): Refusal {
    return invalid(
      this.#code,
      'a scale with a zero of its own (Cel, [degF], dB, [pH]) cannot be multiplied or divided: write K for differences (K/min)',
    );
  }
}

function termOf(symbol: string, code: string): Term {
  const whole = ATOMS.get(symbol);
  if (whole !== undefined) return termOfAtom(symbol, whole);
  for (const length of [2, 1]) {
    const factor = PREFIX_FACTORS.get(symbol.slice(0, length));
    const rest = symbol.slice(length);
    const atom = ATOMS.get(rest);
    if (factor === undefined || !atom?.isMetric) continue;
    const { size, exponents, scale } = termOfAtom(rest, atom);
    return scale === null
      ? { size: times(size, factor), exponents, scale }
      : { size, exponents, scale: { ...scale, step: factor } };
  }
  throw unknownAtom(symbol, code);
}

function termOfAtom(symbol: string, { count, unit, scale }: Atom): Term {
  if (unit === null) return { ...UNITY, exponents: new Map([[symbol, 1]]) };
  const { size, exponents } = new UnitReader(unit).whole();
  return { size: times(ratioOf(count), size), exponents, scale: scale ?? null };
}

function product(a: Term, b: Term): Term {
  const exponents = new Map(a.exponents);
  for (const [atom, exponent] of b.exponents) exponents.set(atom, (exponents.get(atom) ?? 0) + exponent);
  return { size: times(a.size, b.size), exponents, scale: null };
}

function toPower({ size, exponents }: Term, exponent: number): Term {
  const raised = new Map([...exponents].map(([atom, one]) => [atom, one * exponent]));
  return { size: power(size, exponent), exponents: raised, scale: null };
}

function dimensionOf(exponents: ReadonlyMap<string, number>): string {
  const own = [...exponents.keys()].filter((atom) => !BASE_ATOMS.includes(atom)).toSorted();
  const parts = [...BASE_ATOMS, ...own].flatMap((atom) => {
    const exponent = exponents.get(atom) ?? 0;
    return exponent === 0 ? [] : [exponent === 1 ? atom : `${atom}${exponent}`];
  });
  return parts.join('.') || '1';
}

function invalid(code: string, why: string): Refusal {
  return new Refusal(
    'invalid',
    'unit.invalid',
    `expected a UCUM code such as Cel, %, mA or m/s2, got ${quoted(code)}: ${why}`,
  );
}

function unknownAtom(symbol: string, code: string): Refusal {
  const meant = spellingOf(symbol)?.codes[0] ?? nearest(symbol, [...ATOMS.keys()]);
  const hint = meant === null ? '' : `; did you mean ${quoted(meant)}?`;
  const where = symbol === code ? '' : ` in ${quoted(code)}`;
  return new Refusal(
    'invalid',
    'unit.unknown',
    `expected a UCUM code, but ${quoted(symbol)}${where} is no unit that is known${hint}`,
  );
}
