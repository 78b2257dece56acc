/** Arms against each other by everything that was measured, with what qualifies it; what cannot be compared says why. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../contract/comparisons.ts';
import { askedContrasts } from '../../domain/comparison/asked-contrasts.ts';
import { pValueOfEndpoint } from '../../domain/comparison/compare-endpoint.ts';
import { declaredWhen } from '../../domain/comparison/declared-when.ts';
import { adjustedInFamilies } from '../../domain/comparison/families.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { excludesUnit } from '../../domain/exclusion/in-force.ts';
import { named } from '../../domain/experiment/declared.ts';
import { type Margin, marginOf } from '../../domain/experiment/margin-of.ts';
import { Refusal } from '../../domain/refusal.ts';
import { unitReference } from '../../domain/timeline/event.ts';
import { derivedOrNull } from '../../domain/words/derived.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import { standingOnWire } from '../assay/unmet-exclusions.ts';
import { readUnderOther } from '../heads/read-under-other.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { both, waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { comparisonOnWire, nullOnWire } from './comparison-on-wire.ts';
import { computedBy } from './computed-by.ts';
import { ContrastEnvironments } from './contrast-environments.ts';
import { contrastsOnWire, environmentIn, explainedIn } from './contrasts-compared.ts';
import type { EndpointAsked } from './endpoints-asked.ts';
import { measuredEndpoints } from './measured-endpoints.ts';
import { notCompared } from './not-compared.ts';
import { nullArms } from './null-arms.ts';
import { PairBudget } from './pair-budget.ts';
import { pitEndpoints } from './pit-endpoints.ts';
import { type ComparisonsQuery, shownOf } from './shown-comparisons.ts';
import { targetEndpoints } from './target-endpoints.ts';
import { telemetryEndpoints } from './telemetry-endpoints.ts';

const MOST_SHOWN = 200;

/** Refuses contrasts, endpoints and phases that there are not, and more than 200 comparisons. */
export async function listComparisons(
  ports: Ports,
  experiment: string,
  query: ComparisonsQuery,
): Promise<ComparisonsOnWire> {
  refuseReplicate(query.replicate);
  const loaded = await loadExperiment(ports, experiment);
  // Before what is computed from it: work moves one way, and none is missed between.
  const owed = await owedNow(ports, loaded);
  const exclusions = await loadExclusions(ports, experiment);
  const telemetry = await telemetryEndpoints(ports, loaded, exclusions);
  const assays = [
    await targetEndpoints(ports, loaded, exclusions),
    await pitEndpoints(ports, loaded, exclusions),
    await measuredEndpoints(ports, loaded, exclusions),
  ];
  const all = [...telemetry.endpoints, ...assays.flatMap(({ endpoints }) => endpoints)];
  const isShown = shownOf(loaded, all, query);
  const adjusted = adjustedOf(
    loaded,
    all,
    assays.flatMap(({ open }) => open),
  );
  const shown = all.flatMap((one, i) => (isShown(one) ? [{ one, adjusted: adjusted[i]! }] : []));
  if (shown.length > MOST_SHOWN) throw tooMany(shown.length);
  const ofNull = query.null === undefined ? null : await nullArms(ports, query.null);
  const budget = new PairBudget();
  const environments = new ContrastEnvironments(ports, loaded, budget);
  const asked = shown.map(({ one }) => one);
  const isExcluded = (unit: string) => excludesUnit(exclusions, unit) !== null;
  const contrasts = await contrastsOnWire(loaded, environments, asked, isExcluded);
  const explain = await explainedIn(ports, loaded, asked, { contrasts, isExcluded, budget });
  const { besideComparison } = await import('./literature-beside.ts');
  const waiting = waitingOf(owed.stopped, loaded, telemetry.heads, telemetry.subjects);
  const upstream = Math.max(
    owed.upstream + assays.reduce((sum, { due }) => sum + due, 0),
    environments.pending,
  );
  return {
    comparisons: shown.map(({ one, adjusted: of }) => {
      const compared = comparisonOnWire(one, of, environmentIn(contrasts, one), marginIn(loaded, one));
      const literature = besideComparison(loaded.index, one.contrast, compared);
      const told = { ...compared, ...explain(one), ...(literature !== null && { literature }) };
      return ofNull === null ? told : { ...told, null: nullOnWire(told, ofNull.of) };
    }),
    contrasts,
    primary: await primaryOnWire(loaded),
    exclusions: await standingOnWire(ports, loaded, exclusions),
    notCompared: notCompared(loaded, telemetry, assays),
    ...waitingOnWire(upstream, ofNull === null ? waiting : both(waiting, ofNull.waiting)),
    ...(await readUnderOther(ports, loaded, telemetry.heads)),
    ...computedBy(loaded),
  };
}

function marginIn({ index }: LoadedExperiment, { assay, endpoint }: EndpointAsked): Margin | null {
  return assay === null ? null : marginOf(named('assay', index.assays, assay), endpoint);
}

/** Whoever asks for a replicate that is none learns why. */
function refuseReplicate(replicate: string | undefined): void {
  if (replicate === undefined || replicate === 'unit') return;
  const message = `a ${replicate} is no replicate: gravity was applied to culture units, and what lies in one unit shares its medium, cells and temperature. Slices taken as replicates find an effect in 13 to 50 of 100 experiments that have none. Expected unit`;
  throw new Refusal('invalid', 'comparison.replicate', message, { field: 'query.replicate' });
}

function tooMany(count: number): Refusal {
  return new Refusal(
    'too-large',
    'comparisons.too-many',
    `the answer would hold ${count} comparisons, at most ${MOST_SHOWN} fit: name a contrast, an endpoint or a phase`,
    { field: 'endpoint' },
  );
}

/**
 * Over all that could be asked, whatever is: else whoever asks for one thing alone would be lent a smaller p.
 *
 * @param open assays that may still bring endpoints
 */
function adjustedOf(
  { definition, index }: LoadedExperiment,
  all: readonly EndpointAsked[],
  open: readonly string[],
): ComparisonOnWire['adjusted'][] {
  const questions = all.map(({ assay, contrast, endpoint, asked }) => ({
    ...{ contrast: contrastId(contrast), endpoint },
    of: assay === null ? ('CHANNELS' as const) : ('ENDPOINTS' as const),
    pValue: asked === null ? null : pValueOfEndpoint(asked),
  }));
  const contrasts = [
    ...new Set([...questions.map(({ contrast }) => contrast), ...askedContrasts(index).all]),
  ];
  const adjusted = adjustedInFamilies(questions, definition.analysis?.primary ?? [], contrasts);
  const preliminary = `endpoints of ${listText(open, ', ', 6)} are still to come, and each will be one question more`;
  return adjusted.map((one) => ({
    ...{ ...one, pValue: derivedOrNull(one.pValue) },
    // Of channels all are known.
    ...(open.length > 0 && one.family !== 'CHANNELS' && { preliminary }),
  }));
}

async function primaryOnWire(loaded: LoadedExperiment): Promise<ComparisonsOnWire['primary']> {
  const { analysis, reference, units } = loaded.definition;
  if (analysis === undefined || analysis.primary.length === 0) return null;
  const events = await loaded.events();
  const begun = units.flatMap(({ id }) => unitReference(events, reference, id)?.at ?? []);
  const first = begun.length === 0 ? null : begun.reduce((least, at) => Math.min(least, at));
  return {
    questions: analysis.primary.map((one) => ({ ...one })),
    paired: analysis.paired ?? false,
    ...declaredWhen(loaded.analysisSince, reference, first),
  };
}
