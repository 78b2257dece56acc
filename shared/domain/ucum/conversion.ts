import { Refusal } from '../refusal.ts';
import { parseUnit } from './parse-unit.ts';

/** A number of one unit as a number of another: scale · x + offset. */
export interface Conversion {
  readonly scale: number;
  readonly offset: number;
}

/**
 * How numbers in the UCUM unit `from` become numbers in `to`; null where they are the same. Fails with
 * `unit.incommensurable`, naming both dimensions, and as `parseUnit` does.
 */
export function conversionBetween(from: string, to: string): Conversion | null {
  const [source, target] = [parseUnit(from), parseUnit(to)];
  if (source.dimension !== target.dimension) {
    throw new Refusal(
      'invalid',
      'unit.incommensurable',
      `${from} (dimension ${source.dimension}) cannot be converted to ${to} (dimension ${target.dimension})`,
    );
  }
  // Fractions are divided once, at the end: 1.8 and not 1.7999999999999998.
  const scale = timesTens(
    (source.value * target.per) / (source.per * target.value),
    source.tens - target.tens,
  );
  const zeros = source.zero * source.value * target.per - target.zero * target.value * source.per;
  const offset = timesTens(zeros / (source.per * target.value), -2 - target.tens);
  return scale === 1 && offset === 0 ? null : { scale, offset };
}

function timesTens(value: number, tens: number): number {
  return tens < 0 ? value / Number(`1e${-tens}`) : value * Number(`1e${tens}`);
}
