import { nearest } from '../nearest.ts';
import { Refusal } from '../refusal.ts';
import { ATOMS, type Atom, BASE_ATOMS, PREFIXES } from './atoms.ts';
import { spellingOf } from './spellings.ts';

/** A unit of measure in base units: one of it is `value` / `per` · 10^`tens` of the dimension. */
export interface UcumUnit {
  readonly code: string;
  readonly value: number;
  readonly per: number;
  readonly tens: number;
  /** How far above absolute zero its own lies, in hundredths of it; 0 for every unit without a zero of its own. */
  readonly zero: number;
  /** The base atoms with their exponents in a fixed order (`m.s-2`); `1` where there are none. */
  readonly dimension: string;
}

/** A term while it is read. */
interface Term {
  readonly value: number;
  readonly per: number;
  readonly tens: number;
  readonly exponents: ReadonlyMap<string, number>;
  /** Set for a scale with a zero of its own. */
  readonly zero: number | null;
}

const UNITY: Term = { value: 1, per: 1, tens: 0, exponents: new Map(), zero: null };
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
  const reader = new UnitReader(code);
  const { value, per, tens, exponents, zero } = reader.whole();
  return { code, value, per, tens, zero: zero ?? 0, dimension: dimensionOf(exponents) };
}

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
      throw invalid(this.#code, `nothing is known that could stand there: ${JSON.stringify(this.#rest())}`);
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
    if (left.zero !== null || right.zero !== null) throw this.#zeroInProduct();
    return operator === '.' ? product(left, right) : product(left, power(right, -1));
  }

  #component(): Term {
    if (this.#take(/\(/y) !== null) return this.#inParentheses();
    if (this.#take(/\{[^{}]*\}/y) !== null) return UNITY;
    const power10 = this.#take(/10[*^]/y);
    const number = power10 === null ? this.#take(/\d+/y) : null;
    if (number !== null) return { ...UNITY, value: Number(number) };
    const symbol = power10 ?? this.#take(/(?:\[[^[\]]*\]|[^\s./(){}[\]0-9+-])+/y);
    if (symbol === null)
      throw invalid(
        this.#code,
        this.#rest() === ''
          ? 'a unit is missing at its end'
          : `a unit is missing before ${JSON.stringify(this.#rest())}`,
      );
    const exponent = this.#take(/[+-]?\d+/y);
    this.#take(/\{[^{}]*\}/y);
    const term = termOf(symbol, this.#code);
    if (exponent === null || Number(exponent) === 1) return term;
    if (term.zero !== null) throw this.#zeroInProduct();
    if (Math.abs(Number(exponent)) > 99) throw invalid(this.#code, `the exponent ${exponent} is beyond 99`);
    return power(term, Number(exponent));
  }

  #inParentheses(): Term {
    if (++this.#depth > DEEPEST) throw invalid(this.#code, 'its parentheses nest too deep');
    const term = this.#term();
    if (this.#take(/\)/y) === null) throw invalid(this.#code, 'a parenthesis is not closed');
    this.#depth--;
    return term;
  }

  #zeroInProduct(): Refusal {
    return invalid(
      this.#code,
      'a scale with a zero of its own (Cel, [degF]) cannot be multiplied or divided: write K for differences (K/min)',
    );
  }
}

function termOf(symbol: string, code: string): Term {
  const whole = ATOMS.get(symbol);
  if (whole !== undefined) return termOfAtom(symbol, whole);
  for (const length of [2, 1]) {
    const tens = PREFIXES[symbol.slice(0, length)];
    const atom = ATOMS.get(symbol.slice(length));
    if (tens === undefined || atom === undefined || !atom.metric) continue;
    const term = termOfAtom(symbol.slice(length), atom);
    return { ...term, tens: term.tens + tens };
  }
  throw unknownAtom(symbol, code);
}

function termOfAtom(symbol: string, { value, per, unit, zero }: Atom): Term {
  if (symbol.startsWith('10')) return { ...UNITY, tens: 1 };
  if (unit === null) return { ...UNITY, exponents: new Map([[symbol, 1]]) };
  const defined = new UnitReader(unit).whole();
  return { ...product({ ...UNITY, ...scaled(value), per: per ?? 1 }, defined), zero: zero ?? null };
}

/** Powers of ten are kept apart, so that mA to A is a division by 1000 and no rounded factor. */
function scaled(value: number): Pick<Term, 'value' | 'tens'> {
  const tens = Math.round(Math.log10(value));
  return Number(`1e${tens}`) === value ? { value: 1, tens } : { value, tens: 0 };
}

function product(a: Term, b: Term): Term {
  const exponents = new Map(a.exponents);
  for (const [atom, exponent] of b.exponents) exponents.set(atom, (exponents.get(atom) ?? 0) + exponent);
  return { value: a.value * b.value, per: a.per * b.per, tens: a.tens + b.tens, exponents, zero: null };
}

function power(term: Term, exponent: number): Term {
  const exponents = new Map([...term.exponents].map(([atom, one]) => [atom, one * exponent]));
  const [value, per] = exponent < 0 ? [term.per, term.value] : [term.value, term.per];
  const size = Math.abs(exponent);
  return { value: value ** size, per: per ** size, tens: term.tens * exponent, exponents, zero: null };
}

function dimensionOf(exponents: ReadonlyMap<string, number>): string {
  const parts = BASE_ATOMS.flatMap((atom) => {
    const exponent = exponents.get(atom) ?? 0;
    return exponent === 0 ? [] : [exponent === 1 ? atom : `${atom}${exponent}`];
  });
  return parts.join('.') || '1';
}

function invalid(code: string, why: string): Refusal {
  return new Refusal(
    'invalid',
    'unit.invalid',
    `expected a UCUM code such as Cel, %, mA or m/s2, came ${JSON.stringify(code)}: ${why}`,
  );
}

function unknownAtom(symbol: string, code: string): Refusal {
  const meant = spellingOf(symbol)?.codes[0] ?? nearest(symbol, [...ATOMS.keys()]);
  const hint = meant === null ? '' : `; did you mean ${JSON.stringify(meant)}?`;
  const where = symbol === code ? '' : ` in ${JSON.stringify(code)}`;
  return new Refusal(
    'invalid',
    'unit.unknown',
    `expected a UCUM code, but ${JSON.stringify(symbol)}${where} is no unit that is known${hint}`,
  );
}
