import { ANALYSIS } from '../../domain/assay/analysis.ts';
import { type AssayRecord, assayKey, assayKind } from '../../domain/assay/assay-record.ts';
import { type AssayResults, resultsSchema } from '../../domain/assay/results.ts';
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

/** The results of an assay as far as they are of now; what was computed under something else is told by nobody, and due. */
export async function resultsOfNow(
  ports: Ports,
  loaded: { readonly experiment: string; readonly generation: number; readonly sha256: string },
  assay: string,
  inForce: readonly Exclusion[],
): Promise<{ readonly results: AssayResults | null; readonly isDue: boolean }> {
  const key = assayKey(loaded.experiment, loaded.generation, assay);
  const record = (await ports.catalogue.get(assayKind, key))?.item;
  const computed = record === undefined ? null : await assayResults(ports, record);
  const isOther = computed !== null && !isOfNow(computed, loaded, inForce);
  return { results: isOther ? null : computed, isDue: (record?.due ?? false) || isOther };
}
