import { holdsTexts, holdsWords, POWERS_OF_TEN, type WritableColumn } from './column.ts';
import { type EncodedChunk, encodeNumbers, encodeTexts, encodeWords, type Stage } from './encode-chunk.ts';
import type { SchemaColumn } from './format.ts';
import { type Extent, schemaColumn } from './layout.ts';

/** A column of the file: its schema, and its chunks with their statistics, one a row group. */
export interface EncodedColumn {
  readonly schema: SchemaColumn;
  readonly chunks: readonly EncodedChunk[];
  readonly statistics: readonly Statistics[];
}

interface Statistics {
  readonly nulls: number;
  /** Least and greatest value, plain encoded; null where there is none. */
  readonly range: { readonly least: Uint8Array; readonly greatest: Uint8Array } | null;
}

/**
 * Encodes one column of all row groups, whose extents are given one a group; null where a number does not fit the
 * column's type (see `toStored`).
 */
export function encodeColumn(
  groups: readonly WritableColumn[],
  extents: readonly Extent[],
  stage: Stage,
): EncodedColumn | null {
  const schema = schemaColumn(groups[0]!, extents);
  const chunks: EncodedChunk[] = [];
  // Row groups may share an array of numbers: channels that were sampled together share their times.
  const known = new Map<WritableColumn['values'], EncodedChunk>();
  for (const [g, column] of groups.entries()) {
    const chunk = known.get(column.values) ?? encodeChunk(column, schema, extents[g]!, stage);
    if (chunk === null) return null;
    if (!holdsWords(column)) known.set(column.values, chunk);
    chunks.push(chunk);
  }
  return { schema, chunks, statistics: extents.map((extent) => statistics(schema, extent)) };
}

function encodeChunk(
  column: WritableColumn,
  { physical }: SchemaColumn,
  extent: Extent,
  stage: Stage,
): EncodedChunk | null {
  if (holdsTexts(column)) return encodeTexts(column, stage);
  return holdsWords(column) ? encodeWords(column, stage) : encodeNumbers(column, physical, extent, stage);
}

function statistics(schema: SchemaColumn, { range, holes }: Extent): Statistics {
  const nulls = schema.optional ? holes : 0;
  if (range === null) return { range, nulls };
  const float = schema.physical === 'FLOAT' || schema.physical === 'DOUBLE';
  // Readers may compare zeros by sign, so a least zero is written as -0 and a greatest one as +0.
  const least = float && range.least === 0 ? -0 : range.least;
  const greatest = float && range.greatest === 0 ? 0 : range.greatest;
  return { nulls, range: { least: plain(schema, least), greatest: plain(schema, greatest) } };
}

function plain({ physical, logical }: SchemaColumn, value: number): Uint8Array {
  if (physical === 'BOOLEAN') return Uint8Array.of(value);
  const power = logical.kind === 'decimal' ? POWERS_OF_TEN[logical.scale]! : 1;
  const bytes = new Uint8Array(physical === 'INT32' || physical === 'FLOAT' ? 4 : 8);
  const view = new DataView(bytes.buffer);
  if (physical === 'FLOAT') view.setFloat32(0, value, true);
  else if (physical === 'DOUBLE') view.setFloat64(0, value, true);
  else if (physical === 'INT32') view.setInt32(0, Math.round(value * power), true);
  else view.setBigInt64(0, BigInt(Math.round(value * power)), true);
  return bytes;
}
