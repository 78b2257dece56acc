/** Every channel of two arms in every armed phase: a mean a unit. */
import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import { byText } from '../../domain/by-text.ts';
import type { EndpointOfArms, UnitWithPlace } from '../../domain/comparison/compare-endpoint.ts';
import { declaredPairs } from '../../domain/comparison/declared-pairs.ts';
import { inFlightRemark } from '../../domain/comparison/in-flight.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { excludedText, excludedTimes, excludesUnit } from '../../domain/exclusion/in-force.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { channelNamed } from '../../domain/experiment/lookups.ts';
import { unitLevels } from '../../domain/experiment/unit-levels.ts';
import { Refusal } from '../../domain/refusal.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import { groupedText } from '../../domain/words/count.ts';
import { percentText } from '../../domain/words/figure.ts';
import { listText } from '../../domain/words/list.ts';
import { spanText } from '../../domain/words/span.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { type EndpointAsked, missingRemark } from './endpoints-asked.ts';
import { type UnitMean, unitMeans } from './unit-means.ts';

export interface TelemetryEndpoints {
  readonly endpoints: readonly EndpointAsked[];
  /** Series that are not compared, since not both arms have them. */
  readonly oneSided: readonly OneSided[];
  readonly heads: readonly HeadRecord[];
  readonly subjects: readonly (SubjectRecord | null)[];
}

export interface OneSided {
  readonly contrast: Contrast;
  readonly series: string;
  /** The arm that has it; null where neither has. */
  readonly arm: string | null;
}

/** Means of units: what an answer reads in the time that it has. */
const MOST_MEANS = 20_000;

/** Refuses experiments of more than 20,000 means of units. */
export async function telemetryEndpoints(
  ports: Ports,
  loaded: LoadedExperiment,
  exclusions: readonly Exclusion[],
): Promise<TelemetryEndpoints> {
  const { index } = loaded;
  const contrasts = contrastsOf({ contrasts: undefined }, index);
  const arms = new Set(contrasts.flatMap(({ a, b }) => [a, b]));
  const units = [...arms].flatMap((arm) => index.unitsByArm.get(arm) ?? []);
  refuseTooMany(index, units);
  const byUnit: MeansByUnit = new Map();
  const heads: HeadRecord[] = [];
  const subjects: (SubjectRecord | null)[] = [];
  // One after another: what is read of one unit need not stay for the next.
  for (const unit of units) {
    const read = await unitMeans(ports, loaded, unit);
    byUnit.set(unit, await countedOf(ports, loaded, unit, { whole: read.means, exclusions }));
    heads.push(...read.heads);
    subjects.push(read.subject);
  }
  const endpoints = contrasts.flatMap((contrast) => endpointsOf(index, contrast, byUnit));
  return { endpoints, oneSided: contrasts.flatMap((one) => oneSidedIn(index, one)), heads, subjects };
}

interface MeansOfUnit {
  /** Those that count. */
  readonly counted: readonly UnitMean[];
  /** The same without exclusions; null where none concerns the unit. */
  readonly whole: readonly UnitMean[] | null;
}
type MeansByUnit = Map<string, MeansOfUnit>;

async function countedOf(
  ports: Ports,
  loaded: LoadedExperiment,
  unit: string,
  { whole, exclusions }: { readonly whole: readonly UnitMean[]; readonly exclusions: readonly Exclusion[] },
): Promise<MeansOfUnit> {
  const out = excludesUnit(exclusions, unit);
  if (out !== null) {
    const why = excludedText(out);
    return { counted: whole.map((one) => ({ ...one, mean: null, samples: 0, why })), whole };
  }
  if (excludedTimes(exclusions, unit).length === 0) return { counted: whole, whole: null };
  return { counted: (await unitMeans(ports, loaded, unit, exclusions)).means, whole };
}

function refuseTooMany({ definition, seriesByUnit }: DefinitionIndex, units: readonly string[]): void {
  const series = units.reduce((sum, unit) => sum + (seriesByUnit.get(unit)?.length ?? 0), 0);
  const means = series * Math.max(1, definition.phases.filter(({ armed }) => armed).length);
  if (means <= MOST_MEANS) return;
  throw new Refusal(
    'too-large',
    'comparisons.too-many-means',
    `all comparisons rest on ${groupedText(means)} means of units and phases, and at most ${groupedText(MOST_MEANS)} are read for an answer: p-values are adjusted for all that could be asked, so that no part of them can be answered alone; compare by the deltas of pairs`,
  );
}

const seriesIn = (index: DefinitionIndex, units: readonly string[]): ReadonlySet<string> =>
  new Set(units.flatMap((unit) => index.seriesByUnit.get(unit)?.map(({ series }) => series) ?? []));

function oneSidedIn(index: DefinitionIndex, contrast: Contrast): OneSided[] {
  const [a, b] = [contrast.a, contrast.b].map((arm) => seriesIn(index, index.unitsByArm.get(arm) ?? []));
  if (a === undefined || b === undefined) return [];
  const alone = [...a.symmetricDifference(b)].sort(byText);
  const known = new Set([...a, ...b].map(channelOf));
  const nowhere = [...index.channels.keys()].filter((id) => !known.has(id));
  return [
    ...alone.map((series) => ({ contrast, series, arm: a.has(series) ? contrast.a : contrast.b })),
    ...nowhere.map((series) => ({ contrast, series, arm: null })),
  ];
}

function endpointsOf(index: DefinitionIndex, contrast: Contrast, byUnit: MeansByUnit): EndpointAsked[] {
  const [a, b] = [index.unitsByArm.get(contrast.a) ?? [], index.unitsByArm.get(contrast.b) ?? []];
  const shared = [...seriesIn(index, a).intersection(seriesIn(index, b))];
  const rank = new Map([...index.channels.keys()].map((id, i) => [id, i]));
  shared.sort(
    (one, other) => (rank.get(channelOf(one)) ?? 0) - (rank.get(channelOf(other)) ?? 0) || byText(one, other),
  );
  const armed = index.definition.phases.filter((phase) => phase.armed).map(({ id }) => id);
  const phases = index.definition.phases.length === 0 ? [null] : armed;
  return shared.flatMap((series) =>
    phases.map((phase) => endpointOf(index, contrast, { series, phase }, [a, b], byUnit)),
  );
}

function endpointOf(
  index: DefinitionIndex,
  contrast: Contrast,
  { series, phase }: { readonly series: string; readonly phase: string | null },
  [a, b]: readonly [readonly string[], readonly string[]],
  byUnit: MeansByUnit,
): EndpointAsked {
  const sidesOf = (which: 'counted' | 'whole') => {
    const sideOf = (units: readonly string[]) => armValues(byUnit, units, { series, phase, which });
    return { a: sideOf(a), b: sideOf(b) };
  };
  const arms = sidesOf('counted');
  const asked = (of: typeof arms): EndpointOfArms => ({
    ...{ scale: 'difference', endpoint: series, arms: contrast, pairs: declaredPairs(index, contrast) },
    ...{ a: placed(index, of.a.units), b: placed(index, of.b.units) },
  });
  const isTouched = [...a, ...b].some((unit) => byUnit.get(unit)?.whole != null);
  const { unit: ucum } = channelNamed(index, channelOf(series));
  return {
    ...{ contrast, assay: null, endpoint: series, phase, ucum, scale: 'difference' },
    ...{ asked: asked(arms), whole: isTouched ? asked(sidesOf('whole')) : null, arms },
    warnings: [
      ...inFlightRemark(index, series),
      ...thin([...arms.a.units, ...arms.b.units]),
      ...unlikeTimes(byUnit, [...a, ...b], { series, phase, which: 'counted' }),
      ...missingRemark(arms),
    ],
    ...{ refused: null, handled: [], basis: [] },
  };
}

type UnitOnWire = EndpointAsked['arms']['a']['units'][number];
const placed = (index: DefinitionIndex, units: readonly UnitOnWire[]): UnitWithPlace[] =>
  units.map(({ unit, value }) => ({ unit, value, ...unitLevels(index, unit) }));

interface MeanAsked extends Pick<UnitMean, 'series' | 'phase'> {
  readonly which: 'counted' | 'whole';
}

function meanOf(byUnit: MeansByUnit, unit: string, { series, phase, which }: MeanAsked): UnitMean | null {
  const means = byUnit.get(unit);
  const all = (which === 'whole' ? means?.whole : null) ?? means?.counted ?? [];
  return all.find((one) => one.series === series && one.phase === phase) ?? null;
}

function armValues(byUnit: MeansByUnit, units: readonly string[], { series, phase, which }: MeanAsked) {
  const found = units.map((unit) => ({ unit, mean: meanOf(byUnit, unit, { series, phase, which }) }));
  return {
    units: found.flatMap(({ unit, mean }) =>
      mean?.mean == null ? [] : [{ unit, value: mean.mean, samples: mean.samples, coverage: mean.coverage }],
    ),
    missing: found.flatMap(({ unit, mean }) =>
      mean?.mean == null ? [{ unit, reason: mean?.why ?? 'nothing of it has come' }] : [],
    ),
  };
}

/** Units that stand for less than this of a phase are named. */
const THIN = 0.5;

function thin(units: readonly { readonly unit: string; readonly coverage: number }[]): Remark[] {
  const texts = units.flatMap(({ unit, coverage }) =>
    coverage < THIN ? [`${unit} (${percentText(coverage)})`] : [],
  );
  if (texts.length === 0) return [];
  const message = `the mean stands for less than half of the phase, as far as it has come, in ${listText(texts, ', ', 12)}`;
  return [{ code: 'comparison.thin', message }];
}

/** Units that stand for less of a phase than another by more than this share are named. */
const UNLIKE = 0.05;

/** What a channel did over the time is in some means and not in others: of a jump in the middle of a mission, say. */
function unlikeTimes(byUnit: MeansByUnit, units: readonly string[], asked: MeanAsked): Remark[] {
  const known = units.flatMap((unit) => {
    const mean = meanOf(byUnit, unit, asked);
    return mean?.mean == null ? [] : [{ unit, ...mean }];
  });
  const most = Math.max(...known.map(({ coverage }) => coverage));
  const less = known.filter(({ coverage }) => coverage < most - UNLIKE);
  if (less.length === 0) return [];
  const texts = less.map(({ unit, coverage, stuckMicros }) => {
    const stuck = stuckMicros === 0 ? '' : `, without ${spanText(stuckMicros)} of a stuck sensor`;
    return `${unit} (${percentText(coverage)}${stuck})`;
  });
  const message = `the means stand for different times: less than the others' ${percentText(most)} of the phase in ${listText(texts, ', ', 12)}; what changed over the time differs by that alone. Pair by pair, twins are read at the same times`;
  return [{ code: 'comparison.unlike-times', message }];
}
