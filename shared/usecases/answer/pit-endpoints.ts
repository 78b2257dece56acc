/** Every endpoint of every table of pits in two arms, by sums over the slices of each unit. */
import { noneOf } from '../../domain/assay/rejected-records.ts';
import type { AssayResults, KeptSlice } from '../../domain/assay/results.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import { uncountedTexts } from '../../domain/assay/uncounted-slices.ts';
import { slicesApart } from '../../domain/comparison/arms-apart.ts';
import type { UnitWithPlace } from '../../domain/comparison/compare-endpoint.ts';
import { declaredPairs } from '../../domain/comparison/declared-pairs.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { type OutOfUnit, outByUnit } from '../../domain/exclusion/out-by-unit.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import { isOfPits, type PitAssay } from '../../domain/experiment/pit-assay.ts';
import type { PitEndpoint } from '../../domain/experiment/pit-schema.ts';
import { unitLevels } from '../../domain/experiment/unit-levels.ts';
import { confirmedSlices, type ToldSlice } from '../../domain/pit/confirmed-slices.ts';
import { imageDoubts } from '../../domain/pit/image-doubts.ts';
import { masksApart } from '../../domain/pit/masks-apart.ts';
import { osteoclastsRemark } from '../../domain/pit/per-osteoclast.ts';
import { amongUnits, endpointsIn, PIT_UNITS, unitShown } from '../../domain/pit/pit-endpoints.ts';
import { axesRemark } from '../../domain/pit/without-axes.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import { loadConfirmations } from '../known/load-confirmations.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { type AssayEndpoints, assayEndpoints } from './assay-endpoints.ts';
import { type EndpointAsked, missingRemark } from './endpoints-asked.ts';

/** @param exclusions those that stand */
export async function pitEndpoints(
  ports: Ports,
  loaded: LoadedExperiment,
  exclusions: readonly Exclusion[],
): Promise<AssayEndpoints> {
  const confirmations = await loadConfirmations(ports, loaded.experiment);
  return assayEndpoints(ports, loaded, exclusions, {
    isOf: isOfPits,
    endpointsOf: (assay, results) => {
      if (results.slices === undefined) return null;
      const told = (slices: readonly KeptSlice[]) => confirmedSlices(slices, assay.id, confirmations);
      const whole = results.without?.slices === undefined ? null : told(results.without.slices);
      return endpointsOf(loaded, { assay, results, exclusions, slices: told(results.slices), whole });
    },
  });
}

interface OfPits {
  readonly assay: PitAssay;
  readonly results: AssayResults;
  readonly exclusions: readonly Exclusion[];
  readonly slices: readonly ToldSlice[];
  /** With those that are excluded; null where none is. */
  readonly whole: readonly ToldSlice[] | null;
}

function endpointsOf(loaded: LoadedExperiment, of: OfPits): EndpointAsked[] {
  const endpoints = endpointsIn(of.results.without?.slices ?? of.results.slices ?? []);
  return contrastsOf(of.assay, loaded.index).flatMap((contrast) =>
    endpoints.map((endpoint) => endpointOf(loaded, of, { contrast, endpoint })),
  );
}

function endpointOf(
  { index }: LoadedExperiment,
  { assay, results, exclusions, slices, whole }: OfPits,
  { contrast, endpoint }: { readonly contrast: Contrast; readonly endpoint: PitEndpoint },
): EndpointAsked {
  const { remarks, records, definition, version, handledApart } = results;
  // What slices of a third arm are like decides nothing between these two.
  const out = outByUnit(results.samples, exclusions);
  const shownIn = (all: readonly ToldSlice[], of = ofArms(all, contrast)) => ({
    a: armShown(index, contrast.a, endpoint, { slices: of, remarks, out }),
    b: armShown(index, contrast.b, endpoint, { slices: of, remarks, out }),
  });
  const endpointIn = ({ a, b }: ReturnType<typeof shownIn>) => ({
    ...({
      scale: 'ratio',
      endpoint,
      ucum: PIT_UNITS[endpoint],
      arms: { ...contrast },
      pairs: declaredPairs(index, contrast),
    } as const),
    ...{ a: a.units, b: b.units },
  });
  const sides = shownIn(slices);
  const arms = { a: sideOf(sides.a), b: sideOf(sides.b) };
  const asked = endpointIn(sides);
  return {
    ...{ contrast, assay: assay.id, endpoint, phase: null, ucum: PIT_UNITS[endpoint], scale: 'ratio', arms },
    ...{ asked, whole: whole === null ? null : endpointIn(shownIn(whole)) },
    warnings: [
      ...remarks,
      ...uncounted(slices, contrast),
      ...(endpoint.endsWith('-per-osteoclast') ? osteoclastsRemark(ofArms(slices, contrast)) : []),
      ...masksApart(slices, contrast),
      ...imageDoubts(slices, contrast),
      ...axesRemark(slices, contrast),
      ...missingRemark(arms),
    ],
    handled: [
      ...handledApart.filter((one) => one.contrast === contrastId(contrast)),
      ...slicesApart(index, slices, contrast),
    ],
    refused: null,
    basis: [records ?? '', definition, version],
  };
}

const ofArms = (slices: readonly ToldSlice[], { a, b }: Contrast): ToldSlice[] =>
  slices.filter(({ arm }) => arm === a || arm === b);

/** Slices of the arms that do not count, beside others of their units that do. */
function uncounted(slices: readonly ToldSlice[], contrast: Contrast): Remark[] {
  const out = uncountedTexts(ofArms(slices, contrast));
  if (out.length === 0) return [];
  const message = `slices that do not count: ${listText(out, '; ', 4)}`;
  return [{ code: 'slice.not-counted', message }];
}

const sideOf = ({ units, missing }: ArmShown): EndpointAsked['arms']['a'] => ({
  units: units.map(({ unit, value }) => ({ unit, value })),
  missing,
});

interface OfArm {
  readonly slices: readonly ToldSlice[];
  readonly remarks: readonly Remark[];
  readonly out: ReadonlyMap<string, OutOfUnit>;
}

interface ArmShown {
  readonly units: readonly UnitWithPlace[];
  readonly missing: EndpointAsked['arms']['a']['missing'];
}

/** Every unit of the arm: what did not come, or does not count, is missing with its reason. */
function armShown(
  index: LoadedExperiment['index'],
  arm: string,
  endpoint: PitEndpoint,
  { slices, remarks, out }: OfArm,
): ArmShown {
  const among = amongUnits(slices, noneOf('slice', remarks));
  const units: UnitWithPlace[] = [];
  const missing: { unit: string; reason: string }[] = [];
  for (const { id } of index.definition.units.filter((one) => one.arm === arm)) {
    const own = slices.filter(({ unit }) => unit === id);
    const told = unitShown(endpoint, own, among);
    if ('reason' in told) missing.push({ unit: id, reason: whyMissing(told.reason, own, out.get(id)) });
    else {
      const { incubator } = unitLevels(index, id);
      units.push({ unit: id, ...told, donor: own[0]?.donor ?? null, incubator });
    }
  }
  return { units, missing };
}

/** A slice that somebody took out has come. */
function whyMissing(reason: string, own: readonly ToldSlice[], out: OutOfUnit | undefined): string {
  if (out === undefined) return reason;
  if (own.length > 0) return `${out.text}; ${reason}`;
  return out.isWhole ? out.text : `${out.text}; ${noneOf('other slice', [])}`;
}
