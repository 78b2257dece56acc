import { BadBytes } from '../checked/bad-bytes.ts';

/** The fault of bytes that are not a whole, undamaged Parquet file as this folder writes them. */
export function unreadable(where: string, expected: string, got: string | number, cause?: unknown): BadBytes {
  return new BadBytes(`the Parquet file's ${where.replace(/^the /, '')}`, expected, got, cause);
}
