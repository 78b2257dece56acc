import { MOST_KEY_BYTES } from '../reading/cell-words.ts';
import { KeyTable } from '../reading/key-table.ts';
import type { Layout } from '../reading/layout.ts';
import { EVENT_SLOT, KEY_SLOT, TIME_SLOT } from '../reading/slots.ts';
import { sameBytes } from '../reading/words.ts';
import { QUOTE } from './json-bytes.ts';
import { type Members, NO_PLACE } from './members.ts';
import {
  ESCAPED,
  type LineScan,
  MEMBER_STRIDE,
  NULL,
  NUMBER,
  STRING,
  VALUE_END,
  VALUE_START,
  VALUE_TYPE,
} from './scan-line.ts';
import { EVENT, NONE, SKIP, TEXT_BELOW, TIME_NUMBER, TIME_TEXT } from './shape-slots.ts';

/** Bytes that the lines of a shape have in common, at most, and how many pieces they may be in. */
const MOST_BYTES = 32 * 1024;
const MOST_STEPS = 4096;
/** Bytes behind the last piece, so that it can be compared by words. */
const SLACK = 8;

const latin1 = new TextDecoder('latin1');

/** What differs from line to line, between two pieces that do not. */
interface Hole {
  readonly start: number;
  readonly end: number;
  readonly slot: number;
}

/**
 * How lines lie that have the same members in the same order, written alike: pieces of the line that never change, and
 * after each a slot for what does. Pieces that hold the texts of keys are looked up in tables.
 */
export interface LineShape {
  /** Of each step: where its piece begins in `pieces`, and its bytes; of the keyed one, -1. */
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  readonly slots: Int32Array;
  readonly pieces: DataView;
  /** Of each keyed piece, in the line's order. One gives the kind of a row; of two, each gives a number below `MOST_PARTS`. */
  readonly keys: readonly KeyTable[];
  /** Where the keys stand in two pieces: the kind of a row by the first one's number times `MOST_PARTS` plus the second's. */
  readonly pairs: Map<number, number>;
  /** A time, then keys, then one number, and nothing else: what telemetry is dumped as. */
  readonly isDump: boolean;
  /** Equal for lines of one shape. */
  readonly signature: string;
}

/** The length of a piece that holds keys. */
export const KEYED = -1;
/** No table has as many entries. */
export const MOST_PARTS = 65_536;

/** A step: bytes of the line that stay, and the slot after them. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly slot: number;
  readonly isKeyed: boolean;
}

/** Where the keyed piece of a line stands. */
export interface KeyedPiece {
  readonly start: number;
  readonly end: number;
}

/** The shape of a line and where its keys stand in it. */
export interface ShapedLine {
  readonly signature: string;
  readonly pieces: readonly Piece[];
  readonly keyed: readonly KeyedPiece[];
}

/**
 * Tells the shape of a line that was read with care, and whose members `members` took. Null where the line has values
 * that are not read by shape, or very long names.
 */
export function shapedLine(
  bytes: Uint8Array,
  start: number,
  lineEnd: number,
  scan: LineScan,
  members: Members,
  layout: Layout,
): ShapedLine | null {
  const holes: Hole[] = [];
  const keyEnds: number[] = [];
  for (let at = 0; at < scan.length; at += MEMBER_STRIDE) {
    const place = members.placeAt(at);
    const type = scan.members[at + VALUE_TYPE]!;
    const role = place === NO_PLACE ? null : layout.slots[place]!;
    if (role === KEY_SLOT) keyEnds.push(scan.members[at + VALUE_END]!);
    else {
      const slot = slotOf(role, type);
      if (slot === null || holes.length === MOST_STEPS) return null;
      holes.push(holeOf(scan, at, slot));
    }
  }
  if (keyEnds.length !== layout.keys.length) return null;
  if (!holes.some(({ slot }) => slot === TIME_NUMBER || slot === TIME_TEXT)) return null;
  return cutLine(bytes, start, lineEnd, holes, keyEnds);
}

/** What stands in the place of a member's value; null where such values are always read with care. */
function slotOf(role: number | null, type: number): number | null {
  const isText = type === STRING;
  if (role === null) return SKIP;
  if (role === TIME_SLOT) return isText ? TIME_TEXT : type === NUMBER ? TIME_NUMBER : null;
  if (role === EVENT_SLOT) return isText || type === NULL ? EVENT : null;
  if (isText) return TEXT_BELOW - role;
  return type === NUMBER || type === NULL ? role : null;
}

/** The quotes of a text belong to the pieces around it, but where there may be none the next time. */
function holeOf({ members }: LineScan, at: number, slot: number): Hole {
  const type = members[at + VALUE_TYPE];
  const isQuoted = type === STRING || type === ESCAPED;
  const quotes = isQuoted && (slot === SKIP || slot === EVENT) ? 1 : 0;
  return { start: members[at + VALUE_START]! - quotes, end: members[at + VALUE_END]! + quotes, slot };
}

function cutLine(
  bytes: Uint8Array,
  start: number,
  lineEnd: number,
  holes: readonly Hole[],
  keyEnds: readonly number[],
): ShapedLine | null {
  const pieces: Piece[] = [];
  const keyed: KeyedPiece[] = [];
  let from = start;
  for (const { start: to, end, slot } of [...holes, { start: lineEnd + 1, end: 0, slot: NONE }]) {
    const ends = keyEnds.filter((keyEnd) => keyEnd >= from && keyEnd < to);
    if (ends.length > 0) {
      const quote = bytes.subarray(from, to).lastIndexOf(QUOTE) + from;
      if (quote < Math.max(...ends)) return null;
      keyed.push({ start: from, end: quote });
      pieces.push({ start: from, end: quote + 1, slot: NONE, isKeyed: true });
      from = quote + 1;
    }
    pieces.push({ start: from, end: to, slot, isKeyed: false });
    from = end;
  }
  const lengths = pieces.map((piece) => piece.end - piece.start);
  if (lengths.some((length) => length > MOST_KEY_BYTES)) return null;
  if (lengths.reduce((sum, length) => sum + length, 0) > MOST_BYTES) return null;
  return { signature: signatureOf(bytes, pieces), pieces, keyed };
}

function signatureOf(bytes: Uint8Array, pieces: readonly Piece[]): string {
  return pieces
    .map(({ start, end, slot, isKeyed }) => {
      const text = latin1.decode(bytes.subarray(start, end));
      // Of the keyed piece only the quotes count: its texts differ from line to line.
      return isKeyed ? `keys ${text.split('"').length}` : `${slot} ${text}`;
    })
    .join('\n');
}

/** The shape that such lines have; null where bytes of theirs cannot be compared by words. */
export function shapeOf(bytes: Uint8Array, { signature, pieces }: ShapedLine): LineShape | null {
  const kept = new Uint8Array(MOST_BYTES + SLACK);
  const starts = new Int32Array(pieces.length);
  const lengths = new Int32Array(pieces.length);
  const keys: KeyTable[] = [];
  let at = 0;
  pieces.forEach(({ start, end, isKeyed }, step) => {
    starts[step] = at;
    lengths[step] = isKeyed ? KEYED : end - start;
    const piece = bytes.subarray(start, end);
    if (isKeyed) keys.push(new KeyTable(QUOTE, piece.filter((byte) => byte === QUOTE).length));
    else {
      kept.set(piece, at);
      at += piece.length;
    }
  });
  const view = new DataView(kept.buffer);
  // Bytes that make a NaN are not even like themselves.
  const isComparable = starts.every(
    (from, step) => lengths[step] === KEYED || sameBytes(view, from, view, from, lengths[step]!),
  );
  const slots = Int32Array.from(pieces, ({ slot }) => slot);
  const isDump = isDumpOf(pieces);
  const pairs = new Map<number, number>();
  return isComparable ? { starts, lengths, slots, pieces: view, keys, pairs, isDump, signature } : null;
}

function isDumpOf(pieces: readonly Piece[]): boolean {
  const [time, keys, value, end] = pieces;
  const isTime = time?.slot === TIME_NUMBER || time?.slot === TIME_TEXT;
  return isTime && keys?.isKeyed === true && value?.slot === 0 && end?.slot === NONE && pieces.length === 4;
}
