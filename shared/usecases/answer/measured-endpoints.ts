/** Every endpoint of every long table in two arms. */
import { noneOf } from '../../domain/assay/rejected-records.ts';
import type { AssayResults, KeptMeasured } from '../../domain/assay/results.ts';
import { measuredApart } from '../../domain/comparison/arms-apart.ts';
import type { UnitWithPlace } from '../../domain/comparison/compare-endpoint.ts';
import { declaredPairs } from '../../domain/comparison/declared-pairs.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { type OutOfUnit, outByUnit } from '../../domain/exclusion/out-by-unit.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import type { Assay, Contrast, EndpointAssay } from '../../domain/experiment/assay-schema.ts';
import { unitLevels } from '../../domain/experiment/unit-levels.ts';
import { derived } from '../../domain/words/derived.ts';
import { significantText } from '../../domain/words/figure.ts';
import { spokenUnit } from '../../domain/words/spoken-unit.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { type AssayEndpoints, assayEndpoints } from './assay-endpoints.ts';
import { type EndpointAsked, missingRemark } from './endpoints-asked.ts';

const isOfEndpoints = (assay: Assay): assay is EndpointAssay => assay.kind === 'endpoint-table';

/** @param exclusions those that stand */
export const measuredEndpoints = (
  ports: Ports,
  loaded: LoadedExperiment,
  exclusions: readonly Exclusion[],
): Promise<AssayEndpoints> =>
  assayEndpoints(ports, loaded, exclusions, {
    isOf: isOfEndpoints,
    endpointsOf: (assay, results) =>
      results.measured === undefined ? null : endpointsOf(loaded, assay, results, exclusions),
  });

function endpointsOf(
  loaded: LoadedExperiment,
  assay: EndpointAssay,
  results: AssayResults,
  exclusions: readonly Exclusion[],
): EndpointAsked[] {
  const all = results.without?.measured ?? results.measured ?? [];
  const names = [...new Set(all.map(({ endpoint }) => endpoint))];
  return contrastsOf(assay, loaded.index).flatMap((contrast) =>
    names.map((endpoint) => endpointOf(loaded, assay, results, { contrast, endpoint, exclusions })),
  );
}

interface Asked {
  readonly contrast: Contrast;
  readonly endpoint: string;
  readonly exclusions: readonly Exclusion[];
}

function endpointOf(
  { index }: LoadedExperiment,
  assay: EndpointAssay,
  results: AssayResults,
  { contrast, endpoint, exclusions }: Asked,
): EndpointAsked {
  const of = (all: readonly KeptMeasured[] | undefined) =>
    (all ?? []).filter((one) => one.endpoint === endpoint);
  const whole = results.without?.measured;
  const scale = assay.endpoints.find((one) => one.endpoint === endpoint)?.scale ?? 'ratio';
  const { ucum } = of(results.measured)[0] ?? of(whole)[0] ?? { ucum: null };
  const endpointIn = (all: readonly KeptMeasured[]) => ({
    ...(ucum !== null && { ucum }),
    ...{ scale, endpoint, arms: { ...contrast }, pairs: declaredPairs(index, contrast) },
    ...{ a: unitsOf(index, contrast.a, all), b: unitsOf(index, contrast.b, all) },
  });
  const own = of(results.measured);
  const asked = endpointIn(own);
  const out = outByUnit(results.samples, exclusions);
  const arms = {
    a: sideOf(index, contrast.a, own, { out, none: noneOf('row', results.remarks) }),
    b: sideOf(index, contrast.b, own, { out, none: noneOf('row', results.remarks) }),
  };
  return {
    ...{ contrast, assay: assay.id, endpoint, phase: null, ucum, scale, arms },
    ...{ asked, whole: whole === undefined ? null : endpointIn(of(whole)) },
    warnings: [...results.remarks, ...missingRemark(arms)],
    handled: [
      ...results.handledApart.filter((one) => one.contrast === contrastId(contrast)),
      ...measuredApart(index, results.measured ?? [], contrast),
    ],
    refused: null,
    basis: [results.records ?? '', results.definition, results.version],
  };
}

/** Those with a value, or with what it is below. */
function unitsOf(
  index: LoadedExperiment['index'],
  arm: string,
  all: readonly KeptMeasured[],
): UnitWithPlace[] {
  return all.flatMap(({ unit, value, total, below }) => {
    if (index.units.get(unit)?.arm !== arm || (value === null && below === null)) return [];
    const { donor, incubator } = unitLevels(index, unit);
    const shown = value ?? below!;
    return [
      {
        ...{ unit, value: shown, donor, incubator },
        ...(total !== null && { total }),
        ...(value === null && { isBelow: true as const }),
      },
    ];
  });
}

function sideOf(
  index: LoadedExperiment['index'],
  arm: string,
  all: readonly KeptMeasured[],
  { out, none }: { readonly out: ReadonlyMap<string, OutOfUnit>; readonly none: string },
): EndpointAsked['arms']['a'] {
  const inArm = index.definition.units.filter((one) => one.arm === arm);
  const found = inArm.map(({ id }) => ({ id, told: all.find(({ unit }) => unit === id) }));
  return {
    units: found.flatMap(({ id, told }) => (told?.value == null ? [] : [{ unit: id, value: told.value }])),
    missing: found.flatMap(({ id, told }) => {
      if (told?.value != null) return [];
      // One sample that is excluded takes all rows of its unit out.
      const excluded = out.get(id);
      if (excluded !== undefined) return [{ unit: id, reason: excluded.text }];
      const below = told?.below ?? null;
      return [{ unit: id, reason: whyMissing(told, none), ...(below !== null && { below: derived(below) }) }];
    }),
  };
}

/** @param none of a unit without a row */
function whyMissing(told: KeptMeasured | undefined, none: string): string {
  if (told === undefined) return none;
  if (told.below === null) return told.why ?? 'it has no value';
  return `below detection: less than ${significantText(told.below, 3)}${spokenUnit(told.ucum)}`;
}
