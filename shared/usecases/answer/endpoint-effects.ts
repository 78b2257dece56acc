/** An endpoint of assays in one experiment. */
import type { AcrossQueried } from '../../contract/across.ts';
import type { ComparisonOnWire } from '../../contract/comparisons.ts';
import { compareEndpoint } from '../../domain/comparison/compare-endpoint.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { excludesUnit } from '../../domain/exclusion/in-force.ts';
import { named } from '../../domain/experiment/declared.ts';
import { marginOf } from '../../domain/experiment/margin-of.ts';
import type { Exposed } from '../../domain/literature/exposed-arm.ts';
import { derivedOrNull } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import { resultsOfNow } from '../assay/assay-results.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { comparisonOnWire } from './comparison-on-wire.ts';
import { ContrastEnvironments } from './contrast-environments.ts';
import { contrastsOnWire } from './contrasts-compared.ts';
import {
  type ComparedArms,
  type Effect,
  type EffectsOf,
  effectOf,
  exposedAsked,
} from './effects-of-experiment.ts';
import type { EndpointAsked } from './endpoints-asked.ts';
import { measuredEndpoints } from './measured-endpoints.ts';
import { pitEndpoints } from './pit-endpoints.ts';
import { targetEndpoints } from './target-endpoints.ts';
import { whyNoEndpoint } from './why-no-endpoint.ts';

/** Channels have no effect of gravity to hold against another: of assays alone. */
export async function endpointEffects(
  ports: Ports,
  experiment: string,
  endpoint: string,
  query: Pick<AcrossQueried, 'contrast'>,
): Promise<EffectsOf> {
  const loaded = await loadExperiment(ports, experiment);
  // Before what is computed from it: work moves one way, and none is missed between.
  const owed = await owedNow(ports, loaded);
  const exclusions = await loadExclusions(ports, experiment);
  const assays = [
    await targetEndpoints(ports, loaded, exclusions),
    await pitEndpoints(ports, loaded, exclusions),
    await measuredEndpoints(ports, loaded, exclusions),
  ];
  const all = assays.flatMap(({ endpoints }) => endpoints);
  const own = all.filter((one) => one.endpoint.toLowerCase() === endpoint.toLowerCase());
  const asked = own.flatMap((one) => {
    const exposed = exposedAsked(loaded.index, one.contrast, query);
    return exposed === null ? [] : [{ one, exposed }];
  });
  const environments = new ContrastEnvironments(ports, loaded);
  const isExcluded = (unit: string) => excludesUnit(exclusions, unit) !== null;
  const effects: Effect[] = [];
  for (const each of asked) {
    const [about] = await contrastsOnWire(loaded, environments, [each.one], isExcluded);
    const substrates = await substratesOf(ports, loaded, each.one, exclusions);
    effects.push(await told(loaded, each, about!.environment, substrates));
  }
  const due = assays.reduce((sum, one) => sum + one.due, 0);
  return {
    effects,
    without:
      effects.length > 0
        ? null
        : whyNoEndpoint(loaded.index, { brought: assays, upstream: owed.upstream }, endpoint, query),
    pending: Math.max(owed.upstream + due, environments.pending),
  };
}

async function told(
  { experiment, index }: LoadedExperiment,
  { one, exposed }: { readonly one: EndpointAsked; readonly exposed: Exposed },
  environment: Parameters<typeof comparisonOnWire>[2],
  substrates: ReadonlySet<string>,
): Promise<Effect> {
  const { contrast, asked, scale, ucum, arms } = one;
  const assay = named('assay', index.assays, one.assay!);
  const margin = marginOf(assay, one.endpoint);
  const wire = comparisonOnWire(one, NOT_ADJUSTED, environment, null);
  const compared = asked === null ? null : compareEndpoint(asked);
  const figures = compared === null || 'refused' in compared ? null : compared.figures;
  const size = figures?.estimate ?? null;
  const spread = figures?.known ?? null;
  const by = wire.by ?? 'units';
  return effectOf(index, exposed, {
    ...{ experiment, contrast, id: contrastId(contrast), assay: assay.id, kind: assay.kind, scale, ucum },
    ...{ n: { a: wire.arms.a.n, b: wire.arms.b.n }, below: belowIn(wire.arms) },
    units: { a: arms.a.units.map(({ unit }) => unit), b: arms.b.units.map(({ unit }) => unit) },
    known:
      size === null || spread === null
        ? null
        : { scale, size: scale === 'ratio' ? Math.log(size) : size, ...spread },
    ...{ pValue: derivedOrNull(wire.pValue), ci95: wire.ci95 },
    estimator: `${figures?.sensitivity ? 'a ratio of means (quasi-Poisson)' : scale === 'ratio' ? 'a ratio of geometric means' : 'a difference of means'}, by ${by}`,
    environment: { verdict: environment.verdict, sentence: environment.sentence },
    ...{ warnings: wire.warnings, snapshot: wire.snapshot, substrates },
    refused:
      wire.refused ??
      (spread === null
        ? { code: 'across.no-interval', message: wire.ci95Reason ?? 'there is no interval' }
        : undefined),
    margin: margin?.scale === scale ? margin.value : null,
  });
}

function belowIn({ a, b }: ComparisonOnWire['arms']): ComparedArms['below'] {
  const below = { a: a.belowDetection ?? 0, b: b.belowDetection ?? 0 };
  return below.a + below.b === 0 ? null : below;
}

/** No family of questions is asked here. */
const NOT_ADJUSTED = {
  role: 'EXPLORATORY',
  method: 'benjamini-hochberg',
  family: 'ENDPOINTS',
  pValue: null,
  of: 0,
} as const;

/** What slices of the units are made of, as definition and tables say. */
async function substratesOf(
  ports: Ports,
  loaded: LoadedExperiment,
  { assay, arms }: EndpointAsked,
  exclusions: Parameters<typeof resultsOfNow>[3],
): Promise<ReadonlySet<string>> {
  const { results } = await resultsOfNow(ports, loaded, assay!, exclusions);
  const units = new Set([...arms.a.units, ...arms.b.units].map(({ unit }) => unit));
  const own = (results?.slices ?? []).filter(({ unit }) => units.has(unit));
  return new Set(own.flatMap(({ substrate }) => substrate ?? []));
}
