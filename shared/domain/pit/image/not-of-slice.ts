/** What an image holds that is no slice: lines that did not arrive, what lies beside the slice, and what was drawn on it. */
import { groupedText } from '../../words/count.ts';
import type { LabelImage } from './label-image.ts';
import type { ObjectShape } from './measure-region.ts';
import type { GreyImage, Pixels } from './pixel-grid.ts';

interface Said {
  readonly code: string;
  readonly message: string;
}

/** A line of fewer pixels may hold one value by chance. */
const SHORTEST_LINE = 64;
const FEWEST_LINES = 2;
/** Where the other lines hold that value in so many of their pixels, it is a background without noise, or a saturated one. */
const MOST_ELSEWHERE = 0.5;

/** The noise of a camera gives no line one value from side to side: what does is what a reader fills in for lost bytes. */
export function linesMissing({ width, height, values }: GreyImage): Said[] {
  const lines = [
    ...blankRuns('row', blankRows(values, width, height), width),
    ...blankRuns('column', blankColumns(values, width, height), height),
  ];
  if (lines.length === 0) return [];
  const counts = countsOf(values, new Set(lines.map(({ value }) => value)));
  const missing = lines.filter(({ word, value, length }) => {
    const own = lines.filter((one) => one.word === word && one.value === value);
    const px = own.reduce((sum, { from, to }) => sum + (to - from + 1), 0) * length;
    return counts.get(value)! - px < MOST_ELSEWHERE * (values.length - px);
  });
  const [first, ...others] = missing.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  if (first === undefined) return [];
  const { word, from, to, value } = first;
  const more = others.length === 0 ? '' : `, and so do ${groupedText(others.length)} more such stretches`;
  const message = `${word}s ${groupedText(from + 1)} to ${groupedText(to + 1)} of the image hold nothing but ${value} from side to side${more}: lines that did not arrive, or were not taken`;
  return [{ code: 'image.lines-missing', message }];
}

interface Run {
  readonly word: 'row' | 'column';
  /** From 0. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** Of each line. */
  readonly length: number;
}

/** @param blank per line its value, NaN where it has several */
function blankRuns(word: Run['word'], blank: Float64Array, length: number): Run[] {
  if (length < SHORTEST_LINE) return [];
  const runs: Run[] = [];
  for (let from = 0, to = 0; from < blank.length; from = to) {
    const value = blank[from]!;
    for (to = from + 1; blank[to] === value; ) to++;
    if (to - from >= FEWEST_LINES) runs.push({ word, from, to: to - 1, value, length });
  }
  return runs;
}

function blankRows(values: Pixels, width: number, height: number): Float64Array {
  const blank = new Float64Array(height).fill(Number.NaN);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let x = 1;
    while (x < width && values[start + x] === values[start]) x++;
    if (x === width) blank[y] = values[start]!;
  }
  return blank;
}

function blankColumns(values: Pixels, width: number, height: number): Float64Array {
  const blank = Float64Array.from(values.subarray(0, width));
  for (let y = 1, left = width; y < height && left > 0; y++)
    for (let x = 0, i = y * width; x < width; x++, i++)
      if (values[i] !== blank[x] && !Number.isNaN(blank[x]!)) {
        blank[x] = Number.NaN;
        left--;
      }
  return blank;
}

function countsOf(values: Pixels, of: ReadonlySet<number>): ReadonlyMap<number, number> {
  const counts = new Map([...of].map((value) => [value, 0]));
  for (let i = 0; i < values.length; i++) {
    const count = counts.get(values[i]!);
    if (count !== undefined) counts.set(values[i]!, count + 1);
  }
  return counts;
}

/** Of a smaller image one pit may well reach from corner to corner. */
const SMALLEST_SIDE = 64;
/** A corner is a square of so much of the shorter side. */
const CORNER = 1 / 32;
const MOST_CORNERS = 2;

/** Pits reach into one corner or another, and along no side from end to end; the surroundings of a slice do. */
export function besideSlice({ width, height, labels }: LabelImage): Said[] {
  if (Math.min(width, height) < SMALLEST_SIDE) return [];
  const isEroded = (left: number, top: number, right: number, bottom: number) => {
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) if (labels[y * width + x] === 0) return false;
    return true;
  };
  const sides = [
    ...(isEroded(0, 0, width, 1) ? ['upper'] : []),
    ...(isEroded(0, height - 1, width, height) ? ['lower'] : []),
    ...(isEroded(0, 0, 1, height) ? ['left'] : []),
    ...(isEroded(width - 1, 0, width, height) ? ['right'] : []),
  ];
  const size = Math.floor(CORNER * Math.min(width, height));
  const corners = [0, width - size].flatMap((x) =>
    [0, height - size].filter((y) => isEroded(x, y, x + size, y + size)),
  ).length;
  if (sides.length === 0 && corners <= MOST_CORNERS) return [];
  const which =
    sides.length > 0
      ? `the ${sides.join(', ')} side of the image is eroded from end to end`
      : `${corners} of the 4 corners of the image are eroded`;
  const message = `${which}, as where it shows what lies beside the slice, or foreground and background are exchanged`;
  return [{ code: 'image.beside-slice', message }];
}

/** Smaller rectangles come by chance. */
const LEAST_SIDE = 4;
const LEAST_AREA = 64;

/** No pit is a rectangle of one grey level. */
export function drawnObjects(
  { width, values }: GreyImage,
  objects: readonly Pick<ObjectShape, 'areaPx' | 'left' | 'top' | 'width' | 'height'>[],
): Said[] {
  const drawn = objects.filter((one) => {
    const isRectangle = one.areaPx === one.width * one.height && one.areaPx >= LEAST_AREA;
    if (!isRectangle || Math.min(one.width, one.height) < LEAST_SIDE) return false;
    const value = values[one.top * width + one.left];
    for (let y = one.top; y < one.top + one.height; y++)
      for (let x = one.left; x < one.left + one.width; x++) if (values[y * width + x] !== value) return false;
    return true;
  });
  const [first] = drawn;
  if (first === undefined) return [];
  const size = `${groupedText(first.width)} × ${groupedText(first.height)} pixels at column ${groupedText(first.left + 1)}, row ${groupedText(first.top + 1)}`;
  const which = drawn.length === 1 ? 'an object is' : `${groupedText(drawn.length)} objects are`;
  const message = `${which} a rectangle of one grey level (${size}): drawn on the image, as a scale bar is, or pixels that did not arrive`;
  return [{ code: 'image.drawn', message }];
}
