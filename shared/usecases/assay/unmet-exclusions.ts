/** Exclusions that stand and take nothing out: what they name is known to nobody as yet. */
import type { ExclusionOnWire } from '../../contract/exclusions.ts';
import { assayKey, assayKind } from '../../domain/assay/assay-record.ts';
import { sampleMatches } from '../../domain/assay/sample-names.ts';
import { registerOf } from '../../domain/assay/sample-register.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { placeNames } from '../../domain/exclusion/in-force.ts';
import type { Assay } from '../../domain/experiment/assay-schema.ts';
import { nearest } from '../../domain/nearest.ts';
import { quoted } from '../../domain/quoted.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import { exclusionOnWire } from '../known/exclusion-on-wire.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { assayResults } from './assay-results.ts';

/** Those that stand, in an answer that they were applied to. */
export async function standingOnWire(
  ports: Ports,
  loaded: LoadedExperiment,
  inForce: readonly Exclusion[],
): Promise<ExclusionOnWire[]> {
  const unmet = await unmetExclusions(ports, loaded, inForce);
  return inForce.map((one) => exclusionOnWire(one, { unmet: unmet.get(one.id) }));
}

/** By id: why the exclusion takes nothing out. One of a sample may be recorded before its file comes. */
export async function unmetExclusions(
  ports: Ports,
  loaded: LoadedExperiment,
  inForce: readonly Exclusion[],
): Promise<ReadonlyMap<string, string>> {
  const { index } = loaded;
  const unmet = new Map<string, string>();
  for (const { id, unit } of inForce)
    if (unit !== null && !index.units.has(unit))
      unmet.set(id, `the definition has no unit ${quoted(unit)} any more, so that nothing is taken out`);
  const ofSamples = inForce.flatMap(({ id, sample }) => (sample === null ? [] : [{ id, sample }]));
  const declared = index.definition.assays.flatMap((assay) => declaredNames(assay, index));
  const isIn = (names: readonly string[], sample: string) =>
    names.some((name) => sampleMatches(sample, name) !== null);
  const open = ofSamples.filter(({ sample }) => !isIn(declared, sample));
  // What files call them is read only where the definition does not say it.
  if (open.length === 0) return unmet;
  const { names, unread } = await namesInFiles(ports, loaded);
  for (const { id, sample } of open)
    if (!isIn(names, sample)) unmet.set(id, unknownText(sample, [...declared, ...names], unread));
  return unmet;
}

/** As the definition calls them, slices also by their place. */
const declaredNames = (assay: Assay, index: LoadedExperiment['index']): string[] =>
  registerOf({ ...assay, sheet: undefined }, index, []).samples.flatMap((one) => [
    one.name,
    ...placeNames(one),
  ]);

function unknownText(sample: string, names: readonly string[], unread: readonly string[]): string {
  if (unread.length > 0)
    return `whether a file names the sample ${quoted(sample)} is not known: what was computed of ${listText(unread)} cannot be read`;
  const meant = nearest(sample, names);
  const hint = meant === null ? '' : `; did you mean ${quoted(meant)}?`;
  return `no definition and no file names the sample ${quoted(sample)} yet, so that nothing is taken out${hint}`;
}

/** Of samples that were registered when an assay was computed last, under whatever definition. */
async function namesInFiles(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
): Promise<{ readonly names: readonly string[]; readonly unread: readonly string[] }> {
  const names: string[] = [];
  const unread: string[] = [];
  for (const assay of index.assays.keys()) {
    try {
      const record = (await ports.catalogue.get(assayKind, assayKey(experiment, generation, assay)))?.item;
      const results = record === undefined ? null : await assayResults(ports, record);
      names.push(...(results?.samples.flatMap(({ name, inFiles }) => [name, ...inFiles]) ?? []));
    } catch (error) {
      // It is computed anew; until then nobody knows.
      if (!(error instanceof Damaged)) throw error;
      unread.push(assay);
    }
  }
  return { names, unread };
}
