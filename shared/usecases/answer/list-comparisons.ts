/** Arms against each other by everything that was measured, with what qualifies it; what cannot be compared says why. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../contract/comparisons.ts';
import {
  compareEndpoint,
  type EndpointCompared,
  type EndpointOfArms,
  pValueOfEndpoint,
} from '../../domain/comparison/compare-endpoint.ts';
import { declaredWhen } from '../../domain/comparison/declared-when.ts';
import { type Adjusted, adjustedInFamilies } from '../../domain/comparison/families.ts';
import type { Levels } from '../../domain/comparison/levels.ts';
import { nullSpread } from '../../domain/comparison/null-spread.ts';
import { whatElseDiffers } from '../../domain/comparison/what-else-differs.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import { named } from '../../domain/experiment/declared.ts';
import { nearest } from '../../domain/nearest.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { unitReference } from '../../domain/timeline/event.ts';
import { derived, derivedOrNull } from '../../domain/words/derived.ts';
import { listText } from '../../domain/words/list.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { readUnderOther } from '../heads/read-under-other.ts';
import { exclusionOnWire } from '../known/exclusion-on-wire.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { computedBy } from './computed-by.ts';
import { ContrastEnvironments } from './contrast-environments.ts';
import type { EndpointAsked } from './endpoints-asked.ts';
import { nullArms } from './null-arms.ts';
import { targetEndpoints } from './target-endpoints.ts';
import { telemetryEndpoints } from './telemetry-endpoints.ts';

/** Changes whenever the same values would give other numbers. */
const COMPARISON = 'comparison/1';

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
  const targets = await targetEndpoints(ports, loaded, exclusions);
  const all = [...telemetry.endpoints, ...targets.endpoints];
  const isShown = shownOf(loaded, all, query);
  const adjusted = adjustedOf(loaded, all);
  const shown = all.flatMap((one, i) => (isShown(one) ? [{ one, adjusted: adjusted[i]! }] : []));
  if (shown.length > MOST_SHOWN) throw tooMany(shown.length);
  const nullOf = query.null === undefined ? null : await nullArms(ports, query.null);
  const environments = new ContrastEnvironments(ports, loaded);
  const contrasts = await contrastsOnWire(
    loaded,
    environments,
    shown.map(({ one }) => one),
  );
  const waiting = waitingOf(owed.stopped, loaded, telemetry.heads, telemetry.subjects);
  const upstream = Math.max(owed.upstream + targets.due, environments.pending);
  return {
    comparisons: shown.map(({ one, adjusted: of }) => {
      const told = comparisonOnWire(one, of, environmentIn(contrasts, one));
      return nullOf === null ? told : { ...told, null: nullOnWire(told, nullOf) };
    }),
    contrasts,
    primary: await primaryOnWire(loaded),
    exclusions: exclusions.map((one) => exclusionOnWire(one)),
    notCompared: notCompared(loaded, targets.without),
    ...waitingOnWire(upstream, waiting),
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

type ContrastsOfAnswer = ComparisonsOnWire['contrasts'];

async function contrastsOnWire(
  { index }: LoadedExperiment,
  environments: ContrastEnvironments,
  shown: readonly EndpointAsked[],
): Promise<ContrastsOfAnswer> {
  const told: ContrastsOfAnswer = [];
  for (const { contrast, assay, handled } of shown) {
    if (told.some((one) => isOf(one, contrast, assay))) continue;
    const kindOf = (arm: string) => named('arm', index.arms, arm).kind;
    told.push({
      contrast: contrastId(contrast),
      ...{ a: contrast.a, b: contrast.b },
      ...(assay !== null && { assay }),
      differs: whatElseDiffers(kindOf(contrast.a), kindOf(contrast.b)),
      environment: await environments.of(
        assay === null ? null : index.assays.get(assay)?.takenAt,
        contrast,
        handled,
      ),
    });
  }
  return told;
}

const isOf = (one: ContrastsOfAnswer[number], contrast: Contrast, assay: string | null): boolean =>
  one.contrast === contrastId(contrast) && (one.assay ?? null) === assay;

function environmentIn(
  contrasts: ContrastsOfAnswer,
  { contrast, assay }: EndpointAsked,
): ComparisonOnWire['environment'] {
  const { verdict, sentence } = contrasts.find((one) => isOf(one, contrast, assay))!.environment;
  return { verdict, sentence };
}

function comparisonOnWire(
  one: EndpointAsked,
  adjusted: Adjusted,
  environment: ComparisonOnWire['environment'],
): ComparisonOnWire {
  const { contrast, assay, endpoint, phase, ucum, scale, asked, whole, arms, warnings, basis } = one;
  const compared: EndpointCompared =
    asked === null ? { refused: one.refused ?? NOT_ASKED } : compareEndpoint(asked);
  const armOnWire = ({ units, missing }: (typeof arms)['a']) => ({
    n: units.length,
    units: units.map(({ coverage, value, ...unit }) => ({
      ...{ ...unit, value: derived(value) },
      ...(coverage !== undefined && { coverage: derived(coverage) }),
    })),
    missing: [...missing],
  });
  const head = {
    contrast: contrastId(contrast),
    ...(assay !== null && { assay }),
    ...{ endpoint, phase },
    ...(ucum !== null && { ucum }),
    scale,
  };
  const tail = {
    arms: { a: armOnWire(arms.a), b: armOnWire(arms.b) },
    ...(whole !== null && { without: withoutOnWire(whole) }),
    adjusted: { ...adjusted, pValue: derivedOrNull(adjusted.pValue) },
    environment,
  };
  if ('refused' in compared)
    return {
      ...head,
      ...NO_FIGURES,
      ...tail,
      warnings: [...warnings],
      refused: compared.refused,
      snapshot: null,
    };
  const { held, levels } = compared;
  return {
    ...head,
    ...figuresOnWire(compared),
    ...tail,
    levels: levelsOnWire(levels),
    warnings: [...warnings, ...held.remarks],
    snapshot: `sha256:${digestOf([COMPARISON, basis, head, held])}`,
  };
}

function nullOnWire(
  { endpoint, phase, scale, estimate }: ComparisonOnWire,
  nullOf: Awaited<ReturnType<typeof nullArms>>,
): NonNullable<ComparisonOnWire['null']> {
  const isRatio = scale === 'ratio';
  const { runs, units, unitSd, differences, largest, sentence } = nullSpread(
    nullOf({ endpoint, phase, isRatio }),
  );
  const size = estimate === null ? null : Math.abs(isRatio ? Math.log(estimate) : estimate);
  return {
    ...{ runs, units, unitSd: derivedOrNull(unitSd), sentence },
    differences: differences.map(({ value, ...one }) => ({
      ...{ ...one, value: derived(isRatio ? Math.exp(value) : value) },
    })),
    standsOut: size === null || largest === null ? null : size > largest,
  };
}

/** The same without exclusions, in short. */
function withoutOnWire(whole: EndpointOfArms): NonNullable<ComparisonOnWire['without']> {
  const compared = compareEndpoint(whole);
  if ('refused' in compared)
    return { n: { a: whole.a.length, b: whole.b.length }, estimate: null, ci95: null, pValue: null };
  const { estimate, ci95, pValue, by } = figuresOnWire(compared);
  return { n: { a: compared.held.a.length, b: compared.held.b.length }, estimate, ci95, pValue, by };
}

const NOT_ASKED = { code: 'comparison.no-units', message: 'no unit has a value' };

const NO_FIGURES = {
  ...{ estimate: null, ci95: null, pValue: null, permutation: null, hedgesG: null },
  ...{ minimumDetectable: null, by: null, levels: null },
} as const;

function figuresOnWire({ figures, held, tipping }: Exclude<EndpointCompared, { refused: unknown }>) {
  const { estimate, ci95, ci95Reason, pValue, pValueReason, permutation, hedgesG, minimumDetectable } =
    figures;
  const ends = ([low, high]: readonly [number, number]): [number, number] => [derived(low), derived(high)];
  return {
    ...{ estimate: derivedOrNull(estimate), ci95: ci95 === null ? null : ends(ci95) },
    ...(ci95Reason !== undefined && { ci95Reason }),
    pValue: derivedOrNull(pValue),
    ...(pValueReason !== undefined && { pValueReason }),
    permutation:
      permutation === null
        ? null
        : {
            pValue: derived(permutation.pValue),
            smallestAttainable: derived(permutation.smallestAttainable),
          },
    hedgesG: hedgesG === null ? null : { g: derived(hedgesG.g), ci95: ends(hedgesG.ci95) },
    minimumDetectable: derivedOrNull(minimumDetectable),
    by: held.by,
    ...(tipping !== null && {
      tippingPoint: { incubatorSd: derived(tipping.incubatorSd), sentence: tipping.sentence },
    }),
  };
}

function levelsOnWire({ a, b, sentence }: Levels): NonNullable<ComparisonOnWire['levels']> {
  const counts = (of: 'donors' | 'incubators') => ({ a: a[of]?.length ?? null, b: b[of]?.length ?? null });
  return {
    units: { a: a.units, b: b.units },
    ...{ donors: counts('donors'), incubators: counts('incubators') },
    // An answer is of one experiment, which is one mission.
    ...{ missions: { a: 1, b: 1 }, sentence },
  };
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
      .filter(({ kind }) => kind !== 'qpcr')
      .map(({ id }) => ({ what: `assay ${id}`, sentence: 'its genes are compared under expression' })),
  ];
}
