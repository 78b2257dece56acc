import type { PatternStep } from './pattern.ts';

/**
 * The texts of one length that a format reads: at each position the characters it allows there and the name of what
 * it reads from them.
 */
export type Shape = readonly Position[];

interface Position {
  readonly characters: string;
  readonly meaning: string;
}

const DIGITS = '0123456789';

/** Decimal places beyond which a longer text adds no new way to confuse two formats. */
const MOST_DECIMALS = 9;

/** True where some text fits both formats and at some position means another thing to each (`M/d` and `d/M`). */
export function readDifferently(one: readonly Shape[], other: readonly Shape[]): boolean {
  return one.some((a) =>
    other.some(
      (b) =>
        a.length === b.length &&
        a.every((position, i) => overlap(position.characters, b[i]!.characters)) &&
        a.some((position, i) => position.meaning !== b[i]!.meaning),
    ),
  );
}

function overlap(one: string, other: string): boolean {
  for (const character of one) if (other.includes(character)) return true;
  return false;
}

/** Every length that each field of the pattern may have, multiplied out. */
export function shapesOfPattern(steps: readonly PatternStep[]): readonly Shape[] {
  let shapes: Shape[] = [[]];
  for (const step of steps) {
    const ways = step.kind === 'literal' ? [literal(String.fromCharCode(step.byte))] : fieldWays(step);
    shapes = shapes.flatMap((shape) => ways.map((way) => [...shape, ...way]));
  }
  return shapes;
}

function fieldWays(step: { readonly name: string; readonly least: number; readonly most: number }): Shape[] {
  if (step.name === 'halfDay') return [[...field('AaPp', step.name, 1), ...field('Mm', step.name, 1)]];
  const ways: Shape[] = [];
  for (let length = step.least; length <= step.most; length++) ways.push(field(DIGITS, step.name, length));
  return ways;
}

/** Counts since the epoch of up to 19 digits, with and without decimals; two units are never told apart. */
export function shapesOfEpoch(format: string): readonly Shape[] {
  const shapes: Shape[] = [];
  for (let digits = 1; digits <= 19; digits++)
    for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++)
      shapes.push([
        ...field(DIGITS, format, digits),
        ...(decimals === 0 ? [] : [...literal('.'), ...field(DIGITS, format, decimals)]),
      ]);
  return shapes;
}

/** ISO 8601 as `iso8601.ts` reads it; texts without offset only where a zone is given. */
export function shapesOfIso8601(zoned: boolean): readonly Shape[] {
  const minute = [
    ...field(DIGITS, 'year', 4),
    ...literal('-'),
    ...field(DIGITS, 'month', 2),
    ...literal('-'),
    ...field(DIGITS, 'day', 2),
    ...literal('Tt '),
    ...field(DIGITS, 'hour', 2),
    ...literal(':'),
    ...field(DIGITS, 'minute', 2),
  ];
  const second = [...literal(':'), ...field(DIGITS, 'second', 2)];
  const ends: Shape[] = [[], second];
  for (let decimals = 1; decimals <= MOST_DECIMALS; decimals++)
    ends.push([...second, ...literal('.,'), ...field(DIGITS, 'fraction', decimals)]);
  const sign = field('+-', 'offset', 1);
  const two = field(DIGITS, 'offset', 2);
  const offsets: Shape[] = [
    field('Zz', 'offset', 1),
    [...sign, ...two],
    [...sign, ...two, ...two],
    [...sign, ...two, ...literal(':'), ...two],
  ];
  if (zoned) offsets.push([]);
  return ends.flatMap((end) => offsets.map((offset) => [...minute, ...end, ...offset]));
}

function field(characters: string, meaning: string, length: number): Shape {
  return Array.from({ length }, () => ({ characters, meaning }));
}

function literal(characters: string): Shape {
  return [{ characters, meaning: 'literal' }];
}
