/**
 * What DynamoDB charges for, by its own rules ("DynamoDB item sizes and formats" and "Read and write operations" in the
 * developer guide): an item is the UTF-8 of its attributes' names and values; writes are charged by begun KB, reads by
 * begun 4 KB.
 */
import { z } from 'zod';

const WRITE_BYTES = 1024;
const READ_BYTES = 4096;
/** A list or map, and each of its members. */
const CONTAINER_BYTES = 3;
const MEMBER_BYTES = 1;

/** An attribute: `{S: 'text'}`; bytes are base64 on the wire. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string | Uint8Array }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: { readonly [name: string]: AttributeValue } };

export const attributeSchema: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([
    z.object({ S: z.string() }),
    z.object({ N: z.string() }),
    z.object({ B: z.union([z.string(), z.instanceof(Uint8Array)]) }),
    z.object({ BOOL: z.boolean() }),
    z.object({ NULL: z.boolean() }),
    z.object({ L: z.array(attributeSchema) }),
    z.object({ M: z.record(z.string(), attributeSchema) }),
  ]),
);
export const itemSchema = z.record(z.string(), attributeSchema);
export type Item = { readonly [name: string]: AttributeValue };

/** Bytes that an item counts for. */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) bytes += Buffer.byteLength(name) + valueBytes(value);
  return bytes;
}

function valueBytes(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberBytes(value.N);
  if ('B' in value)
    return typeof value.B === 'string' ? Buffer.byteLength(value.B, 'base64') : value.B.length;
  if ('L' in value) {
    return value.L.reduce((sum, one) => sum + MEMBER_BYTES + valueBytes(one), CONTAINER_BYTES);
  }
  if ('M' in value) {
    return CONTAINER_BYTES + MEMBER_BYTES * Object.keys(value.M).length + itemBytes(value.M);
  }
  return 1;
}

/** One byte for two significant digits, one more, and one for a sign. */
function numberBytes(text: string): number {
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

/** Units of a write that leaves `after` where `before` was: the larger of the two counts; a write that fails its condition too. */
export function writeUnits(before: Item | null, after: Item | null): number {
  const bytes = Math.max(before === null ? 0 : itemBytes(before), after === null ? 0 : itemBytes(after));
  return Math.max(1, Math.ceil(bytes / WRITE_BYTES));
}

/** Units of a strongly consistent read of so many bytes; half where it need not be. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / READ_BYTES)) * (isConsistent ? 1 : 0.5);
}

/**
 * Units that a write costs in an index: entering, leaving and changing what it projects are a write each, moving to
 * another place two. An item without the index's keys is not in it.
 *
 * @param keys the index's keys
 * @param projected the attributes that the index holds, its keys and the table's among them
 */
export function indexUnits(
  before: Item | null,
  after: Item | null,
  { keys, projected }: { readonly keys: readonly string[]; readonly projected: readonly string[] },
): number {
  const [was, is] = [before, after].map((item) => (item === null ? null : entryOf(item, keys, projected)));
  if (was && is) {
    if (!isSame(was, is, keys)) return writeUnits(was, null) + writeUnits(null, is);
    return isSame(was, is, projected) ? 0 : writeUnits(was, is);
  }
  return was || is ? writeUnits(was ?? null, is ?? null) : 0;
}

function entryOf(item: Item, keys: readonly string[], projected: readonly string[]): Item | null {
  if (keys.some((name) => item[name] === undefined)) return null;
  return Object.fromEntries(Object.entries(item).filter(([name]) => projected.includes(name)));
}

function isSame(a: Item, b: Item, names: readonly string[]): boolean {
  return names.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}
