import { NO_WORD, type NumberType, POWERS_OF_TEN, type WritableColumn } from './column.ts';
import type { SchemaColumn } from './format.ts';
import { unreadable } from './unreadable.ts';

const NINE_DIGITS = 999_999_999;
const PRECISION_32 = 9;
const PRECISION_64 = 18;

/** Least and greatest of a chunk's numbers (null where it holds none, or texts), and how many cells hold nothing. */
export interface Extent {
  readonly range: { readonly least: number; readonly greatest: number } | null;
  /** NaN among numbers, NO_WORD among words, null among texts; nulls where the column is optional. */
  readonly holes: number;
}

export function extentOf(values: WritableColumn['values']): Extent {
  if (!(values instanceof Float64Array || values instanceof Uint8Array)) {
    return { range: null, holes: values.filter((text) => text === null).length };
  }
  if (values instanceof Uint8Array) {
    let holes = 0;
    for (const code of values) if (code === NO_WORD) holes++;
    return { range: null, holes };
  }
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  let holes = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > greatest) greatest = value;
    if (value >= least) continue;
    if (Number.isNaN(value)) holes++;
    else least = value;
  }
  return { range: holes === values.length ? null : { least, greatest }, holes };
}

/** The schema's column for one that has these extents, one a row group. */
export function schemaColumn(
  { name, type, optional }: WritableColumn,
  extents: readonly Extent[],
): SchemaColumn {
  switch (type.kind) {
    case 'timestamp':
      return { name, optional, physical: 'INT64', logical: { kind: 'timestamp' } };
    case 'decimal': {
      const small =
        type.scale <= PRECISION_32 && extents.every((extent) => fitsNineDigits(extent, type.scale));
      const precision = small ? PRECISION_32 : PRECISION_64;
      const logical = { kind: 'decimal', scale: type.scale, precision } as const;
      return { name, optional, physical: small ? 'INT32' : 'INT64', logical };
    }
    case 'int32':
      return { name, optional, physical: 'INT32', logical: { kind: 'none' } };
    case 'float32':
      return { name, optional, physical: 'FLOAT', logical: { kind: 'none' } };
    case 'float64':
      return { name, optional, physical: 'DOUBLE', logical: { kind: 'none' } };
    case 'boolean':
      return { name, optional, physical: 'BOOLEAN', logical: { kind: 'none' } };
    case 'words':
    case 'text':
      return { name, optional, physical: 'BYTE_ARRAY', logical: { kind: 'text' } };
  }
}

function fitsNineDigits({ range }: Extent, scale: number): boolean {
  if (range === null) return true;
  const power = POWERS_OF_TEN[scale]!;
  return Math.round(range.least * power) >= -NINE_DIGITS && Math.round(range.greatest * power) <= NINE_DIGITS;
}

/** The type under which a column's numbers were encoded. */
export function numberType({ name, physical, logical }: SchemaColumn): NumberType {
  if (logical.kind === 'timestamp') return { kind: 'timestamp' };
  if (logical.kind === 'decimal') return { kind: 'decimal', scale: logical.scale };
  if (physical === 'BOOLEAN') return { kind: 'boolean' };
  if (physical === 'INT32') return { kind: 'int32' };
  if (physical === 'FLOAT') return { kind: 'float32' };
  if (physical === 'DOUBLE') return { kind: 'float64' };
  throw unreadable(`column ${name}`, 'a type that Howship writes', `${physical} ${logical.kind}`);
}
