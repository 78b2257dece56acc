/** Every target of every batch of qPCR in two arms. */
import type { AssayResults, KeptQuantities } from '../../domain/assay/results.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import { declaredPairs } from '../../domain/comparison/declared-pairs.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { excludedText } from '../../domain/exclusion/in-force.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import type { Assay, Contrast } from '../../domain/experiment/assay-schema.ts';
import { unitLevels } from '../../domain/experiment/unit-levels.ts';
import { type TargetArm, targetEndpoint } from '../../domain/qpcr/target-endpoint.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { type AssayEndpoints, assayEndpoints } from './assay-endpoints.ts';
import { type EndpointAsked, missingRemark } from './endpoints-asked.ts';

type QpcrAssay = Extract<Assay, { readonly kind: 'qpcr' }>;
const isOfTargets = (assay: Assay): assay is QpcrAssay => assay.kind === 'qpcr';

/** @param exclusions those that stand */
export const targetEndpoints = (
  ports: Ports,
  loaded: LoadedExperiment,
  exclusions: readonly Exclusion[],
): Promise<AssayEndpoints> =>
  assayEndpoints(ports, loaded, exclusions, {
    isOf: isOfTargets,
    endpointsOf: (assay, results) =>
      results.quantities === undefined && results.without?.quantities === undefined
        ? null
        : endpointsOf(loaded, { assay, results, exclusions }),
  });

interface OfAssay {
  readonly assay: Assay;
  readonly results: AssayResults;
  readonly exclusions: readonly Exclusion[];
}

function endpointsOf(loaded: LoadedExperiment, of: OfAssay): EndpointAsked[] {
  const { quantities, without } = of.results;
  const all = (without?.quantities ?? quantities)?.targets ?? [];
  return contrastsOf(of.assay, loaded.index).flatMap((contrast) =>
    all.map(({ target }) => endpointOf(loaded, of, { contrast, target })),
  );
}

function endpointOf(
  { index }: LoadedExperiment,
  { assay, results, exclusions }: OfAssay,
  { contrast, target }: { readonly contrast: Contrast; readonly target: string },
): EndpointAsked {
  const { quantities, without, remarks, records, definition, version, handledApart } = results;
  const incubatorOf = (unit: string) => unitLevels(index, unit).incubator;
  const toldIn = (all: KeptQuantities | undefined) => {
    const found = all?.targets.find((one) => one.target === target);
    const none = { target, method: 'DDCT', assumed: [], units: [] } as const;
    return targetEndpoint(found ?? none, { ...contrast, incubatorOf });
  };
  const { a, b, assumed, asked, refused, remarks: own } = toldIn(quantities);
  const unpaired = assay.design.paired && asked !== null ? unpairedIn(asked.a, asked.b, contrast) : null;
  const missing = missingOf(results, exclusions, target);
  const arms = { a: sideOf(a, missing), b: sideOf(b, missing) };
  return {
    ...{ contrast, assay: assay.id, endpoint: target, phase: null, ucum: null, scale: 'ratio', arms },
    asked: unpaired !== null || asked === null ? null : { ...asked, pairs: declaredPairs(index, contrast) },
    whole: without === undefined ? null : toldIn(without.quantities).asked,
    warnings: [...remarks, ...own, ...assumedRemark(target, assumed), ...missingRemark(arms)],
    handled: handledApart.filter((one) => one.contrast === contrastId(contrast)),
    refused: unpaired ?? refused ?? null,
    basis: [records ?? '', definition, version],
  };
}

type Side = EndpointAsked['arms']['a'];

function sideOf({ arm, units, never, alone }: TargetArm, missing: MissingOf): Side {
  return {
    units: (units ?? []).map(({ unit, value }) => ({ unit, value })),
    missing: [
      ...never.map((unit) => ({ unit, reason: 'the target never crossed the threshold' })),
      ...alone.map((unit) => ({
        unit,
        reason: 'the target was measured, and is told beside units of the other arm, of which none has it',
      })),
      ...missing(arm),
    ],
  };
}

type MissingOf = (arm: string) => Side['missing'];

/** Units of which a sample is registered and that have no quantity: excluded, not come, or not measured. */
function missingOf(
  { samples, quantities }: AssayResults,
  exclusions: readonly Exclusion[],
  target: string,
): MissingOf {
  const texts = new Map(exclusions.map((one) => [one.id, excludedText(one)]));
  const found = quantities?.targets.find((one) => one.target === target)?.units ?? [];
  const measured = new Set(found.map(({ unit }) => unit));
  return (arm) => {
    const own = samples.filter((one) => one.arm === arm);
    const byUnit = Map.groupBy(own, ({ name, unit }) => unit ?? name);
    return [...byUnit].flatMap(([unit, ofUnit]) =>
      measured.has(unit) ? [] : [{ unit, reason: whyMissing(ofUnit, texts) }],
    );
  };
}

function whyMissing(samples: AssayResults['samples'], texts: ReadonlyMap<string, string>): string {
  const counted = samples.filter(({ excluded }) => excluded === null);
  if (counted.some(({ inFiles }) => inFiles.length > 0))
    return 'no well of it has the target beside every reference';
  const out = samples.flatMap(({ excluded }) => texts.get(excluded ?? '') ?? []);
  return out.length > 0 ? [...new Set(out)].join('; ') : 'nothing of it has come';
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
