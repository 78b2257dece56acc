import type { KeyTable } from '../reading/key-table.ts';
import { type KeyedPiece, type LineShape, MOST_PARTS } from './line-shape.ts';

/** Kinds that are kept of the keys of a shape in two pieces. */
const MOST_PAIRS = 16_384;

/** Takes note of the kind that the keys of a line give it, as far as there is room. */
export function learnKeys(
  { keys, pairs }: LineShape,
  bytes: Uint8Array,
  view: DataView,
  [piece, other]: readonly KeyedPiece[],
  kind: number,
): void {
  const [table, others] = keys;
  if (table === undefined || piece === undefined) return;
  if (others === undefined || other === undefined) {
    table.learn(bytes, piece.start, piece.end, kind);
    return;
  }
  const first = partOf(table, bytes, view, piece);
  const second = partOf(others, bytes, view, other);
  if (first === null || second === null || pairs.size === MOST_PAIRS) return;
  pairs.set(first * MOST_PARTS + second, kind);
}

/** The number of the texts in a piece, a new one if there is room; null where there is none. */
function partOf(
  keys: KeyTable,
  bytes: Uint8Array,
  view: DataView,
  { start, end }: KeyedPiece,
): number | null {
  if (keys.find(view, start) === null) keys.learn(bytes, start, end, keys.size);
  return keys.find(view, start)?.kind ?? null;
}
