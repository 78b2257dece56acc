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
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

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
  if (step.name === 'offset') return offsetShapes();
  const ways: Shape[] = [];
  const most =
    step.name === 'fraction' ? Math.max(step.least, Math.min(step.most, MOST_DECIMALS)) : step.most;
  for (let length = step.least; length <= most; length++) ways.push(fieldOf(step.name, length));
  return ways;
}

function fieldOf(name: string, length: number): Shape {
  if (name === 'monthName') return field(LETTERS, 'month', length);
  if (name !== 'hourAndMinute') return field(DIGITS, name, length);
  const minutes = Math.min(length, 2);
  return [...field(DIGITS, 'hour', length - minutes), ...field(DIGITS, 'minute', minutes)];
}

/** An offset as `offset.ts` reads it. */
function offsetShapes(): Shape[] {
  const sign = field('+-', 'offset', 1);
  const two = field(DIGITS, 'offset', 2);
  const forms = [
    field('Zz', 'offset', 1),
    [...field('UGug', 'offset', 1), ...field('TMtm', 'offset', 1), ...field('CTct', 'offset', 1)],
    [...sign, ...two],
    [...sign, ...two, ...two],
    [...sign, ...two, ...literal(':'), ...two],
  ];
  return forms.flatMap((form) => [form, [...literal(' '), ...form]]);
}

/** Counts of up to 19 digits, with and without decimals; two units are never told apart. */
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
  const offsets = [...offsetShapes(), ...(zoned ? [[]] : [])];
  return [literal('-:'), []].flatMap(([separator]) => {
    const between = (mark: string) => (separator === undefined ? [] : literal(mark));
    const two = (meaning: string) => field(DIGITS, meaning, 2);
    const date = [
      ...field(DIGITS, 'year', 4),
      ...between('-'),
      ...two('month'),
      ...between('-'),
      ...two('day'),
    ];
    const joint = literal(separator === undefined ? 'Tt' : 'Tt ');
    const minute = [...date, ...joint, ...two('hour'), ...between(':'), ...two('minute')];
    const second = [...between(':'), ...two('second')];
    const ends: Shape[] = [[], second];
    for (let decimals = 1; decimals <= MOST_DECIMALS; decimals++)
      ends.push([...second, ...literal('.,'), ...field(DIGITS, 'fraction', decimals)]);
    return ends.flatMap((end) => offsets.map((offset) => [...minute, ...end, ...offset]));
  });
}

function field(characters: string, meaning: string, length: number): Shape {
  return Array.from({ length }, () => ({ characters, meaning }));
}

function literal(characters: string): Shape {
  return [{ characters, meaning: 'literal' }];
}
