/** Small TIFFs for tests: a page is its tags and its strips, as given. */

export interface TiffPage {
  /** Numbers of a tag: of 16 bits, or of 32 where one is larger. A text is ASCII, a pair of brackets a rational; null: the page has no such tag. */
  readonly tags: Readonly<
    Record<number, number | readonly number[] | string | readonly [readonly [number, number]] | null>
  >;
  readonly strips: readonly Uint8Array[];
}

type Tag = NonNullable<TiffPage['tags'][number]>;
const RATIONAL = 5;

/** Every page has 8 bits, BlackIsZero and one sample unless its tags say otherwise. */
export function tiffFile(pages: readonly TiffPage[], { isLittle = true } = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 8;
  const put = (bytes: Uint8Array) => {
    const at = length;
    // Values begin at even bytes.
    const padded = bytes.length % 2 === 0 ? bytes : Uint8Array.from([...bytes, 0]);
    parts.push(padded);
    length += padded.length;
    return at;
  };
  const directories = pages.map((page) => ({ page, offsets: page.strips.map(put) }));
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  head.set(isLittle ? [0x49, 0x49] : [0x4d, 0x4d]);
  view.setUint16(2, 42, isLittle);
  let link = { view, at: 4 };
  for (const { page, offsets } of directories) {
    const tags = {
      ...{ 258: 8, 259: 1, 262: 1, 277: 1, 273: offsets, 279: page.strips.map((strip) => strip.length) },
      ...page.tags,
    };
    const entries = Object.entries(tags).flatMap(([tag, value]) =>
      value === null ? [] : [entryOf(Number(tag), value, isLittle, put)],
    );
    const directory = new Uint8Array(2 + 12 * entries.length + 4);
    const here = new DataView(directory.buffer);
    here.setUint16(0, entries.length, isLittle);
    entries.forEach((entry, i) => {
      directory.set(entry, 2 + 12 * i);
    });
    link.view.setUint32(link.at, put(directory), isLittle);
    link = { view: here, at: directory.length - 4 };
  }
  return Uint8Array.from([head, ...parts].flatMap((part) => [...part]));
}

function entryOf(tag: number, value: Tag, isLittle: boolean, put: (bytes: Uint8Array) => number): Uint8Array {
  const [type, count, bytes] = valueBytes(value, isLittle);
  const entry = new Uint8Array(12);
  const view = new DataView(entry.buffer);
  view.setUint16(0, tag, isLittle);
  view.setUint16(2, type, isLittle);
  view.setUint32(4, count, isLittle);
  if (bytes.length <= 4) entry.set(bytes, 8);
  else view.setUint32(8, put(bytes), isLittle);
  return entry;
}

function valueBytes(value: Tag, isLittle: boolean): [type: number, count: number, Uint8Array] {
  if (typeof value === 'string') return [2, value.length + 1, new TextEncoder().encode(`${value}\0`)];
  const values = typeof value === 'number' ? [value] : value;
  const [first] = values;
  if (Array.isArray(first)) {
    const pair = new Uint8Array(8);
    first.forEach((part: number, i: number) => {
      new DataView(pair.buffer).setUint32(4 * i, part, isLittle);
    });
    return [RATIONAL, 1, pair];
  }
  const numbers = values.map(Number);
  const isLong = numbers.some((number) => number > 65_535);
  const bytes = new Uint8Array(numbers.length * (isLong ? 4 : 2));
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, i) => {
    if (isLong) view.setUint32(4 * i, number, isLittle);
    else view.setUint16(2 * i, number, isLittle);
  });
  return [isLong ? 4 : 3, numbers.length, bytes];
}
