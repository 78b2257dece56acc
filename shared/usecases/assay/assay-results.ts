import type { AssayRecord } from '../../domain/assay/assay-record.ts';
import { ANALYSIS, type AssayResults, resultsSchema } from '../../domain/assay/results.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import type { Ports } from '../../ports.ts';
import { keptText, parseKept } from '../known/intact.ts';

/** What was found of an assay when it was computed last; null before. Fails with `Damaged` where it cannot be read. */
export async function assayResults(ports: Ports, { results }: AssayRecord): Promise<AssayResults | null> {
  if (results === null) return null;
  return parseKept(results.key, await keptText(ports, results), resultsSchema);
}

/** Whether they were computed by this code, under the definition in force and the exclusions that stand. */
export function isOfNow(
  { definition, version, exclusions }: AssayResults,
  loaded: { readonly sha256: string },
  inForce: readonly Exclusion[],
): boolean {
  const ids = inForce.map(({ id }) => id);
  return definition === loaded.sha256 && version === ANALYSIS && exclusions.join() === ids.join();
}
