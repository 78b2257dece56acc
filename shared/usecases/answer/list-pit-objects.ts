/** How large the objects of each unit are: computed from the files in force when it is asked for. */
import type { PitObjectsOnWire } from '../../contract/pits.ts';
import type { RegisteredSample } from '../../domain/assay/sample-register.ts';
import { exclusionOf } from '../../domain/exclusion/excluded-samples.ts';
import type { PitAssay } from '../../domain/experiment/pit-assay.ts';
import { confirmedSlices } from '../../domain/pit/confirmed-slices.ts';
import { objectAreas } from '../../domain/pit/object-areas.ts';
import type { ScaleConfirmation } from '../../domain/pit/scale-confirmation.ts';
import { roundedTo } from '../../domain/words/figure.ts';
import type { Ports } from '../../ports.ts';
import { slicesInForce } from '../assay/compare-assay.ts';
import { namedTables, samplesInFiles } from '../assay/named-tables.ts';
import { registerIn } from '../assay/names-in-files.ts';
import { assayParts } from '../assay/parts-in-force.ts';
import { loadConfirmations } from '../known/load-confirmations.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { computedBy } from './computed-by.ts';
import { pitAssaysAsked } from './list-pits.ts';

/** Of a unit: what a picture of their sizes shows of more. */
const MOST_AREAS = 500;
const DIGITS = 4;

/** Refuses an assay that there is not, and one of something else. Fails with `Damaged` where what a file held is. */
export async function listPitObjects(
  ports: Ports,
  experiment: string,
  { assay }: { readonly assay?: string | undefined },
): Promise<PitObjectsOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const { upstream } = await owedNow(ports, loaded);
  const confirmations = await loadConfirmations(ports, experiment);
  const assays: PitObjectsOnWire['assays'] = [];
  for (const one of pitAssaysAsked(loaded, assay))
    assays.push({ assay: one.id, units: await unitsOf(ports, loaded, one, confirmations) });
  return { assays, pending: upstream, ...computedBy(loaded) };
}

async function unitsOf(
  ports: Ports,
  loaded: LoadedExperiment,
  assay: PitAssay,
  confirmations: readonly ScaleConfirmation[],
): Promise<PitObjectsOnWire['assays'][number]['units']> {
  const { index } = loaded;
  const tables = await namedTables(ports, await assayParts(ports, loaded, assay.id));
  const exclusions = await loadExclusions(ports, loaded.experiment);
  const register = registerIn(assay, index, tables);
  const samples = await samplesInFiles(loaded, assay, register, tables);
  const out = new Set(samples.filter((one) => exclusionOf(exclusions, one) !== null).map(({ name }) => name));
  const isExcluded = ({ name }: RegisteredSample) => out.has(name);
  const { rows } = slicesInForce(assay, { index, register, isExcluded }, tables);
  const told = rows.flatMap(({ slice, rows: own }) =>
    confirmedSlices([slice], assay.id, confirmations).map((one) => ({ slice: one, rows: own })),
  );
  return objectAreas(told, MOST_AREAS).map(({ slices, areasUm2, without, ...unit }) => ({
    ...{ ...unit, slices: [...slices], without: [...without] },
    areasUm2: areasUm2.map((area) => roundedTo(area, DIGITS)),
  }));
}
