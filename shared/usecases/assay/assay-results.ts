import type { AssayRecord } from '../../domain/assay/assay-record.ts';
import { type AssayResults, resultsSchema } from '../../domain/assay/results.ts';
import type { Ports } from '../../ports.ts';
import { keptText, parseKept } from '../known/intact.ts';

/** What was found of an assay when it was computed last; null before. Fails with `Damaged` where it cannot be read. */
export async function assayResults(ports: Ports, { results }: AssayRecord): Promise<AssayResults | null> {
  if (results === null) return null;
  return parseKept(results.key, await keptText(ports, results), resultsSchema);
}
