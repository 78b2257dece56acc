/** Arms against each other by everything that was measured, with what qualifies it; what cannot be compared says why. */
import type { ComparisonsOnWire } from '../../contract/comparisons.ts';
import { pValueOfEndpoint } from '../../domain/comparison/compare-endpoint.ts';
import { declaredWhen } from '../../domain/comparison/declared-when.ts';
import { type Adjusted, adjustedInFamilies } from '../../domain/comparison/families.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { excludesUnit } from '../../domain/exclusion/in-force.ts';
import { isOfGenes } from '../../domain/experiment/assay-schema.ts';
import { named } from '../../domain/experiment/declared.ts';
import { nearest } from '../../domain/nearest.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { unitReference } from '../../domain/timeline/event.ts';
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
import { nullArms } from './null-arms.ts';
import { pitEndpoints } from './pit-endpoints.ts';
import { targetEndpoints } from './target-endpoints.ts';
import { telemetryEndpoints } from './telemetry-endpoints.ts';

export interface ComparisonsQuery {
  readonly contrast?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly phase?: string | undefined;
  /** Rehearsals. */
  readonly null?: readonly string[] | undefined;
}

const MOST_SHOWN = 200;

/** Refuses contrasts, endpoints and phases that there are not, and more than 200 comparisons. */
export async function listComparisons(
  ports: Ports,
  experiment: string,
  query: ComparisonsQuery,
): Promise<ComparisonsOnWire> {
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
  const adjusted = adjustedOf(loaded, all);
  const shown = all.flatMap((one, i) => (isShown(one) ? [{ one, adjusted: adjusted[i]! }] : []));
  if (shown.length > MOST_SHOWN) throw tooMany(shown.length);
  const ofNull = query.null === undefined ? null : await nullArms(ports, query.null);
  const environments = new ContrastEnvironments(ports, loaded);
  const asked = shown.map(({ one }) => one);
  const isExcluded = (unit: string) => excludesUnit(exclusions, unit) !== null;
  const contrasts = await contrastsOnWire(loaded, environments, asked, isExcluded);
  const explain = await explainedIn(ports, loaded, asked, isExcluded);
  const waiting = waitingOf(owed.stopped, loaded, telemetry.heads, telemetry.subjects);
  const upstream = Math.max(
    owed.upstream + assays.reduce((sum, { due }) => sum + due, 0),
    environments.pending,
  );
  return {
    comparisons: shown.map(({ one, adjusted: of }) => {
      const told = { ...comparisonOnWire(one, of, environmentIn(contrasts, one)), ...explain(one) };
      return ofNull === null ? told : { ...told, null: nullOnWire(told, ofNull.of) };
    }),
    contrasts,
    primary: await primaryOnWire(loaded),
    exclusions: await standingOnWire(ports, loaded, exclusions),
    notCompared: notCompared(
      loaded,
      assays.flatMap(({ without }) => without),
    ),
    ...waitingOnWire(upstream, ofNull === null ? waiting : both(waiting, ofNull.waiting)),
    ...(await readUnderOther(ports, loaded, telemetry.heads)),
    ...computedBy(loaded),
  };
}

function tooMany(count: number): Refusal {
  return new Refusal(
    'too-large',
    'comparisons.too-many',
    `the answer would hold ${count} comparisons, at most ${MOST_SHOWN} fit: name a contrast, an endpoint or a phase`,
    { field: 'endpoint' },
  );
}

/** Which of all are asked for. Refuses what there is not, naming what is nearest. */
function shownOf(
  { definition, index }: LoadedExperiment,
  all: readonly EndpointAsked[],
  { contrast, endpoint, phase }: ComparisonsQuery,
): (one: EndpointAsked) => boolean {
  const contrasts = [...new Set(all.map((one) => contrastId(one.contrast)))];
  if (contrast !== undefined) known('contrast', contrast, contrasts);
  const channels = definition.channels.map(({ id }) => id);
  if (endpoint !== undefined)
    known('endpoint', endpoint, [...new Set([...all.map((one) => one.endpoint), ...channels])]);
  if (phase !== undefined)
    named('phase', new Map(index.definition.phases.map((one) => [one.id, one])), phase);
  return (one) =>
    (contrast === undefined || contrast === contrastId(one.contrast)) &&
    (endpoint === undefined || endpoint === one.endpoint) &&
    (phase === undefined || phase === one.phase);
}

function known(what: 'contrast' | 'endpoint', name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const meant = nearest(name, names);
  const hint =
    meant === null ? `there are ${listText(names, ', ', 12) || 'none'}` : `did you mean ${quoted(meant)}?`;
  throw new Refusal(
    'not-found',
    `${what}.unknown`,
    `the experiment has no ${what} ${quoted(name)}; ${hint}`,
    {
      field: what,
    },
  );
}

/** Over all that could be asked, whatever is: else whoever asks for one thing alone would be lent a smaller p. */
function adjustedOf({ definition }: LoadedExperiment, all: readonly EndpointAsked[]): Adjusted[] {
  const questions = all.map(({ contrast, endpoint, asked }) => ({
    ...{ contrast: contrastId(contrast), endpoint },
    pValue: asked === null ? null : pValueOfEndpoint(asked),
  }));
  const contrasts = [...new Set(questions.map(({ contrast }) => contrast))];
  return adjustedInFamilies(questions, definition.analysis?.primary ?? [], contrasts);
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

function notCompared(
  { definition }: LoadedExperiment,
  without: Awaited<ReturnType<typeof targetEndpoints>>['without'],
): ComparisonsOnWire['notCompared'] {
  const unarmed = definition.phases.filter(({ armed }) => !armed).map(({ id }) => id);
  return [
    ...unarmed.map((id) => ({
      what: `phase ${id}`,
      sentence: 'it is not armed, so that no summary counts it',
    })),
    ...without.map(({ assay, refused }) => ({ what: `assay ${assay}`, sentence: refused.message })),
    ...definition.assays
      .filter(isOfGenes)
      .map(({ id }) => ({ what: `assay ${id}`, sentence: 'its genes are compared under expression' })),
  ];
}
