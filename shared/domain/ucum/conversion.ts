import { orRefusal, Refusal } from '../refusal.ts';
import type { Scale } from './atom-table.ts';
import { parseUnit, type UcumUnit } from './parse-unit.ts';
import { divisorOf, minus, numberOf, ONE, over, type Ratio, ratioOf, times, ZERO } from './ratio.ts';

/** A number of one unit as a number of another: scale · x + offset, or the curve where there is one. */
export interface Conversion {
  readonly scale: number;
  readonly offset: number;
  /** Between a scale such as dB or [pH] and a unit that it is no multiple of. */
  readonly curve?: (value: number) => number;
}

/** The same without rounding, in whole numbers below 2^53: (num · x + add) / den. */
export interface ExactConversion {
  readonly num: number;
  readonly add: number;
  /** Above 0. */
  readonly den: number;
}

/**
 * How numbers in the UCUM unit `from` become numbers in `to`; null where they are the same. Fails with
 * `unit.incommensurable`, naming both dimensions, and as `parseUnit` does.
 */
export function conversionBetween(from: string, to: string): Conversion | null {
  const [source, target] = commensurable(from, to);
  const linear = linearBetween(source, target);
  if (linear !== null) {
    const [scale, offset] = [numberOf(linear.scale), numberOf(linear.offset)];
    return scale === 1 && offset === 0 ? null : { scale, offset };
  }
  const levels = levelsBetween(source, target);
  if (levels !== null) return levels.scale === 1 && levels.offset === 0 ? null : levels;
  return { scale: 1, offset: 0, curve: (value) => placed(target, sized(source, value)) };
}

/** The same; undefined where no conversion leads there, or one of the two is no unit. */
export function conversionIfAny(from: string, to: string): Conversion | null | undefined {
  const conversion = orRefusal(() => conversionBetween(from, to));
  return conversion instanceof Refusal ? undefined : conversion;
}

/** The conversion in whole numbers; null where there is none, or it takes larger ones or a curve. Fails as above. */
export function exactConversionBetween(from: string, to: string): ExactConversion | null {
  const linear = linearBetween(...commensurable(from, to));
  if (linear === null) return null;
  const { scale, offset } = linear;
  const [n, a, d] = [scale.num * offset.den, offset.num * scale.den, scale.den * offset.den];
  const divisor = divisorOf(divisorOf(n, a), d);
  const [num, add, den] = [Number(n / divisor), Number(a / divisor), Number(d / divisor)];
  return [num, add, den].every(Number.isSafeInteger) ? { num, add, den } : null;
}

/** As (scale · x + offset) / divisor, in whole numbers where they are small; null where no line leads there. */
export function lineBetween(
  from: string,
  to: string,
): { readonly scale: number; readonly offset: number; readonly divisor: number } | null {
  const conversion = conversionIfAny(from, to);
  if (conversion === undefined || conversion?.curve !== undefined) return null;
  if (conversion === null) return { scale: 1, offset: 0, divisor: 1 };
  const exact = exactConversionBetween(from, to);
  return exact === null
    ? { scale: conversion.scale, offset: conversion.offset, divisor: 1 }
    : { scale: exact.num, offset: exact.add, divisor: exact.den };
}

function commensurable(from: string, to: string): [UcumUnit, UcumUnit] {
  const [source, target] = [parseUnit(from), parseUnit(to)];
  if (source.dimension === target.dimension) return [source, target];
  throw new Refusal(
    'invalid',
    'unit.incommensurable',
    `${from} (dimension ${source.dimension}) cannot be converted to ${to} (dimension ${target.dimension})`,
  );
}

/** Between multiples of a unit, scales with a zero of their own, and prefixes of one scale. */
function linearBetween(from: UcumUnit, to: UcumUnit): { scale: Ratio; offset: Ratio } | null {
  const [a, b] = [from.scale, to.scale];
  if (isLinear(a) && isLinear(b)) {
    const sizes = over(from.size, to.size);
    const [step, zero] = [
      b?.step ?? ONE,
      (scale: Scale | null) => (scale === null ? ZERO : ratioOf(scale.value)),
    ];
    const zeros = minus(times(sizes, zero(a)), zero(b));
    return { scale: over(times(sizes, a?.step ?? ONE), step), offset: over(zeros, step) };
  }
  const isOne =
    a?.kind === b?.kind && a?.value === b?.value && a?.factor === b?.factor && isEqual(from.size, to.size);
  return isOne && a !== null && b !== null ? { scale: over(a.step, b.step), offset: ZERO } : null;
}

/** Between logarithms of one dimension: another base, factor or reference moves and stretches them. */
function levelsBetween(from: UcumUnit, to: UcumUnit): Conversion | null {
  const [a, b] = [from.scale, to.scale];
  if (a?.kind !== 'log' || b?.kind !== 'log') return null;
  const [down, up] = [perStep(a), perStep(b)];
  const bases = a.value === b.value ? 1 : logarithm(Number(a.value), Number(b.value));
  const sizes = isEqual(from.size, to.size)
    ? 0
    : logarithm(numberOf(over(from.size, to.size)), Number(b.value));
  return { scale: (down / up) * bases, offset: sizes / up };
}

/** What one step of a logarithmic scale adds to the bare logarithm. */
function perStep({ step, factor }: Scale): number {
  return numberOf(over(step, ratioOf(factor)));
}

/** The number in base units that a number of the scale stands for. */
function sized({ size, scale }: UcumUnit, value: number): number {
  const one = numberOf(size);
  if (scale === null) return one * value;
  const steps = numberOf(scale.step) * value;
  switch (scale.kind) {
    case 'zero':
      return one * (steps + Number(scale.value));
    case 'log':
      return one * Number(scale.value) ** (steps / Number(scale.factor));
    case 'tan':
      return one * Math.atan(steps / Number(scale.value));
    case 'sqrt':
      return one * steps ** 2;
  }
}

/** The number of the scale for a number in base units: what `sized` takes back. */
function placed({ size, scale }: UcumUnit, base: number): number {
  const count = base / numberOf(size);
  if (scale === null) return count;
  const step = numberOf(scale.step);
  switch (scale.kind) {
    case 'zero':
      return (count - Number(scale.value)) / step;
    case 'log':
      return (Number(scale.factor) * logarithm(count, Number(scale.value))) / step;
    case 'tan':
      return (Number(scale.value) * Math.tan(count)) / step;
    case 'sqrt':
      return Math.sqrt(count) / step;
  }
}

function logarithm(value: number, base: number): number {
  if (base === 10) return Math.log10(value);
  if (base === 2) return Math.log2(value);
  return base === Math.E ? Math.log(value) : Math.log(value) / Math.log(base);
}

function isLinear(scale: Scale | null): boolean {
  return scale === null || scale.kind === 'zero';
}

function isEqual(a: Ratio, b: Ratio): boolean {
  return a.num === b.num && a.den === b.den;
}
