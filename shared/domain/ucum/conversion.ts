import { Refusal } from '../refusal.ts';
import { parseUnit } from './parse-unit.ts';

/** A number of one unit as a number of another: scale · x + offset. */
export interface Conversion {
  readonly scale: number;
  readonly offset: number;
}

/** Zero points are known to fewer digits; beyond them stands only the rounding of their difference. */
const OFFSET_DECIMALS = 12;

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
  const scale = withoutDust(timesTens(source.value / target.value, source.tens - target.tens));
  const shift = timesTens((source.zero - target.zero) / target.value, -target.tens);
  const offset = Number(shift.toFixed(OFFSET_DECIMALS));
  return scale === 1 && offset === 0 ? null : { scale, offset };
}

/** 1.8 and not 1.7999999999999998: a short number that lies within the rounding of the division is the one meant. */
function withoutDust(scale: number): number {
  const short = Number(scale.toPrecision(14));
  return Math.abs(short - scale) <= 4 * Number.EPSILON * scale ? short : scale;
}

function timesTens(value: number, tens: number): number {
  return tens < 0 ? value / Number(`1e${-tens}`) : value * Number(`1e${tens}`);
}
