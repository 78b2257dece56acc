/** What hyparquet, which knows nothing of us, reads in a Parquet file. */
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

export async function parquetRows(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const slice = (from: number, to?: number) => Uint8Array.from(bytes.subarray(from, to)).buffer;
  return parquetReadObjects({ file: { byteLength: bytes.length, slice }, compressors });
}

/** The pairs of the footer. */
export function parquetFacts(bytes: Uint8Array): Record<string, string> {
  const { key_value_metadata: pairs = [] } = parquetMetadata(Uint8Array.from(bytes).buffer);
  return Object.fromEntries(pairs.map(({ key, value = '' }) => [key, value]));
}
