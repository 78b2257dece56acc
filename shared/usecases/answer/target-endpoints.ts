/** Every target of every batch of qPCR in two arms. */
import type { AssayResults, KeptQuantities } from '../../domain/assay/results.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import { declaredPairs } from '../../domain/comparison/declared-pairs.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import type { Assay, Contrast } from '../../domain/experiment/assay-schema.ts';
import { unitLevels } from '../../domain/experiment/unit-levels.ts';
import { type TargetArm, targetEndpoint } from '../../domain/qpcr/target-endpoint.ts';
import type { Ports } from '../../ports.ts';
import { resultsOfNow } from '../assay/assay-results.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { EndpointAsked } from './endpoints-asked.ts';

export interface TargetEndpoints {
  readonly endpoints: readonly EndpointAsked[];
  /** Batches of which nothing can be compared yet, or at all, and why. */
  readonly without: readonly { readonly assay: string; readonly refused: Remark }[];
  /** Batches that are still to be computed. */
  readonly due: number;
}

/** @param exclusions those that stand: of what was computed under others no number is told */
export async function targetEndpoints(
  ports: Ports,
  loaded: LoadedExperiment,
  exclusions: readonly Exclusion[],
): Promise<TargetEndpoints> {
  const { index } = loaded;
  const endpoints: EndpointAsked[] = [];
  const without: { assay: string; refused: Remark }[] = [];
  let due = 0;
  for (const assay of index.assays.values()) {
    if (assay.kind !== 'qpcr') continue;
    const { results, isDue } = await resultsOfNow(ports, loaded, assay.id, exclusions);
    due += isDue ? 1 : 0;
    if (results?.quantities === undefined && results?.without?.quantities === undefined)
      without.push({ assay: assay.id, refused: results?.refused ?? AWAITED });
    else endpoints.push(...endpointsOf(loaded, assay, results));
  }
  return { endpoints, without, due };
}

const AWAITED: Remark = { code: 'comparison.awaited', message: 'nothing of the assay has been computed' };

function endpointsOf(loaded: LoadedExperiment, assay: Assay, results: AssayResults): EndpointAsked[] {
  const { quantities, without } = results;
  const all = (without?.quantities ?? quantities)?.targets ?? [];
  return contrastsOf(assay, loaded.index).flatMap((contrast) =>
    all.map(({ target }) => endpointOf(loaded, assay, results, { contrast, target })),
  );
}

function endpointOf(
  { index }: LoadedExperiment,
  assay: Assay,
  { quantities, without, remarks, records, definition, version, handledApart }: AssayResults,
  { contrast, target }: { readonly contrast: Contrast; readonly target: string },
): EndpointAsked {
  const incubatorOf = (unit: string) => unitLevels(index, unit).incubator;
  const toldIn = (all: KeptQuantities | undefined) => {
    const found = all?.targets.find((one) => one.target === target);
    const none = { target, method: 'DDCT', assumed: [], units: [] } as const;
    return targetEndpoint(found ?? none, { ...contrast, incubatorOf });
  };
  const { a, b, assumed, asked, refused, remarks: own } = toldIn(quantities);
  const unpaired = assay.design.paired && asked !== null ? unpairedIn(asked.a, asked.b, contrast) : null;
  return {
    ...{ contrast, assay: assay.id, endpoint: target, phase: null, ucum: null, scale: 'ratio' },
    asked: unpaired !== null || asked === null ? null : { ...asked, pairs: declaredPairs(index, contrast) },
    whole: without === undefined ? null : toldIn(without.quantities).asked,
    arms: { a: sideOf(a), b: sideOf(b) },
    warnings: [...remarks, ...own, ...assumedRemark(target, assumed)],
    handled: handledApart.filter((one) => one.contrast === contrastId(contrast)),
    refused: unpaired ?? refused ?? null,
    basis: [records ?? '', definition, version],
  };
}

function sideOf({ units, never }: TargetArm): EndpointAsked['arms']['a'] {
  return {
    units: (units ?? []).map(({ unit, value }) => ({ unit, value })),
    missing: never.map((unit) => ({ unit, reason: 'the target never crossed the threshold' })),
  };
}

function assumedRemark(target: string, assumed: readonly string[]): Remark[] {
  if (assumed.length === 0) return [];
  const message = `an efficiency of 100 % is assumed of ${assumed.join(', ')}, of which no dilution series has come (ΔΔCt)`;
  return [{ code: 'efficiency.assumed', message: `${target}: ${message}` }];
}

interface OfDonor {
  readonly unit: string;
  readonly donor: string | null;
}

/** Declared as paired, each donor must have a unit in either arm. */
function unpairedIn(a: readonly OfDonor[], b: readonly OfDonor[], arms: Contrast): Remark | null {
  const donorsIn = (units: readonly OfDonor[]) =>
    new Set(units.map(({ unit, donor }) => donor ?? `${unit} (no donor)`));
  const alone = [...donorsIn(a).symmetricDifference(donorsIn(b))].sort();
  if (alone.length === 0) return null;
  const message = `paired: expected each donor in ${arms.a} and in ${arms.b}, got ${alone.join(', ')} in one of them only: declare paired: false, or name the donors of the samples`;
  return { code: 'contrast.unpaired', message };
}
