import type { AssayRecord } from '../../domain/assay/assay-record.ts';
import type { Looking } from './verify-computed.ts';
import { verifyObject } from './verify-object.ts';

/** Whether what was found of an assay, and the genes of each contrast, are what they were named as. */
export async function verifyContrasts(
  { ports, tally }: Looking,
  { results, tables, due }: AssayRecord,
): Promise<void> {
  if (due) return tally.look('contrasts left, pending');
  for (const one of [...(results === null ? [] : [results]), ...tables])
    await verifyObject(ports, tally, one, one.digest);
}
