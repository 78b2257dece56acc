/** Counts, over simulated missions, what each detector finds in vain, misses, and how soon it finds what was put in. */
import type { AnomalyOnWire } from '../../shared/contract/anomalies.ts';
import type { Loop, Resolution, World } from '../../shared/simulator/mission.ts';
import type { Length } from './drift-faults.ts';
import { faultIn, type Moves, type ScoredFault } from './score-faults.ts';
import {
  ACTIVATION,
  BLOCK_SECONDS,
  DELAY_MS,
  type JudgedMission,
  judgedMission,
  PERIOD,
} from './score-missions.ts';
import { type Noise, noiseOf, optimumOf, type Rivals, rivalsOf } from './score-rivals.ts';

export interface QuietScore {
  readonly world: World;
  readonly days: Length;
  readonly loop: Loop;
  readonly resolution: Resolution;
  readonly unitMissions: number;
  readonly byKind: ReadonlyMap<string, number>;
  /** Of WARNING or worse: people get a message. */
  readonly told: number;
  readonly missions: readonly JudgedMission[];
}

export interface Outcome {
  /** Hours from the onset to when the data let it be known; Infinity: never. */
  readonly delay: number;
  /** What it is first known as. */
  readonly kind: string | null;
  /** Whether everything that blames a unit blames the right one; null where nothing blames one. */
  readonly isBlamed: boolean | null;
  /** Found on other units, or at another time. */
  readonly beside: number;
  readonly rivals: Rivals | null;
}

export interface FaultScore {
  readonly scored: ScoredFault;
  readonly outcomes: readonly Outcome[];
  /** Hours; null where there is none. */
  readonly optimum: number | null;
}

const HOUR = 3_600_000;
const UNITS = ['FU1', 'GU2', 'FU3', 'GU1', 'FU2', 'GU3'];

export interface Place {
  readonly seed: number;
  readonly world: World;
  readonly days: Length;
}

/** Missions in which nothing is wrong. */
export async function quietScore(
  { seed, world, days }: Place,
  { loop, resolution }: { readonly loop: Loop; readonly resolution: Resolution },
  count: number,
): Promise<QuietScore> {
  const missions: JudgedMission[] = [];
  for (let i = 0; i < count; i++)
    missions.push(await judgedMission({ seed: 1000 * seed + i, world, days, loop, resolution, fault: null }));
  const found = missions.flatMap(inCulture);
  const byKind = new Map(
    [...Map.groupBy(found, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]),
  );
  const told = found.filter(({ severity }) => severity !== 'WATCH').length;
  return { world, days, loop, resolution, unitMissions: 6 * count, byKind, told, missions };
}

/** Missions with one fault each, of one unit after another. */
export async function faultScore(
  { seed, world, days }: Place,
  scored: ScoredFault,
  count: number,
  noise: (moves: Moves) => Noise,
): Promise<FaultScore> {
  const outcomes: Outcome[] = [];
  for (let i = 0; i < count; i++) {
    const unit = UNITS[i % UNITS.length]!;
    const fault = faultIn(scored, unit, days);
    const { loop } = scored;
    const one = { seed: 1000 * seed + 500 + i, world, days, loop, resolution: '0.01', fault } as const;
    const judge = await judgedMission(one);
    const late = world === 'delayed' && unit.startsWith('G') ? DELAY_MS : 0;
    outcomes.push(outcomeOf(judge, scored, late, noise));
  }
  const { moves, floor = null } = scored;
  return { scored, outcomes, optimum: moves === undefined ? floor : optimumOf(moves, noise(moves)) };
}

export function noisesOf(quiet: QuietScore): (moves: Moves) => Noise {
  const known = new Map<string, Noise>();
  return (moves) => {
    const name = `${moves.sensor} ${moves.against ?? ''}`;
    const noise = known.get(name) ?? noiseOf(quiet.missions, moves);
    known.set(name, noise);
    return noise;
  };
}

function outcomeOf(
  mission: JudgedMission,
  { moves, fault: [kind] }: ScoredFault,
  late: number,
  noise: (moves: Moves) => Noise,
): Outcome {
  const [fault] = mission.truth.faults;
  if (fault === undefined) throw new Error('expected a mission with a fault');
  const units = reachedBy(fault.unit, kind);
  const pairs = units.flatMap((unit) => [`P${unit.slice(2)}`, `C${unit.slice(2)}`]);
  const channels = new Set([...fault.channels, ...fault.moves.flatMap((one) => one.channels)]);
  const isOf = ({ unit, pair, channels: on }: AnomalyOnWire) =>
    ((unit !== undefined && units.includes(unit)) || (pair !== undefined && pairs.includes(pair))) &&
    on.some((series) => channels.has(series));
  // What stands in lists only comes of noise too: it tells of nothing but itself.
  const found = inCulture(mission).filter(({ kind: one }) => one !== 'SPIKE' || kind === 'spike');
  const [begin, end] = [Date.parse(fault.from), fault.to === null ? Infinity : Date.parse(fault.to)];
  const tells = found.filter((one) => isOf(one) && touches(one, begin, end));
  const raised = tells.map((one) => ({ one, at: raisedAt(one) })).sort((a, b) => a.at - b.at);
  const [first] = raised;
  const blaming = tells.flatMap(({ blame }) => blame ?? []);
  return {
    delay: first === undefined ? Number.POSITIVE_INFINITY : Math.max(0, first.at - begin) / HOUR,
    kind: first?.one.kind ?? null,
    isBlamed: blaming.length === 0 ? null : blaming.every((unit) => units.includes(unit)),
    beside: found.length - tells.length,
    rivals:
      moves === undefined
        ? null
        : rivalsOf(mission, { unit: fault.unit, moves, onset: blockAt(begin - late) }, noise(moves)),
  };
}

/** What happens to a room reaches the twin too, and a recorder stamps all units of its side. */
function reachedBy(unit: string, kind: string): string[] {
  if (kind === 'excursion') return ['F', 'G'].map((side) => `${side}U${unit.slice(2)}`);
  return kind === 'clock' ? UNITS.filter((one) => one.startsWith(unit.slice(0, 2))) : [unit];
}

/** What touches the time in which cells are cultured, on the side that it is told of; a pair is told of in the flight's. */
function inCulture({ anomalies, culture }: JudgedMission): AnomalyOnWire[] {
  return anomalies.filter(({ from, to, unit }) => {
    const { from: begin, to: end } = culture[unit?.startsWith('G') ? 'ground' : 'flight'];
    return Date.parse(from) <= end && (to === null || Date.parse(to) >= begin);
  });
}

const blockAt = (at: number) => Math.floor((at - ACTIVATION) / (1000 * BLOCK_SECONDS));

/** Charts and blocks place an onset within a day. */
const ONSET = 24 * HOUR;

function touches({ from, to, kind }: AnomalyOnWire, begin: number, end: number): boolean {
  const isLoose = ['SHIFT', 'DRIFT', 'VARIANCE', 'OFFSET', 'CLOCK'].includes(kind);
  const slack = isLoose ? ONSET : HOUR / 2;
  const onset = Date.parse(from);
  // What lasted already when the fault began does not tell of it, and what is over by then neither.
  return onset >= begin - slack && onset <= end + ONSET && (to === null || Date.parse(to) >= begin);
}

const PERIOD_MS = 1000 * PERIOD;
/** Of each kind that is told by its onset: how long after it the data let it be known (docs/design.md). */
const WAITS: Readonly<Record<string, number>> = {
  ...{ LIMIT: 4 * PERIOD_MS, RATE: 2 * PERIOD_MS, GAP: 3 * PERIOD_MS, SPIKE: PERIOD_MS },
  ...{ STUCK: 4 * HOUR, OFFSET: 18 * HOUR, DEAD: HOUR / 6 },
};

/** When what came by then let it be known. CLOCK is known by all of the data only, a step when its time is over. */
function raisedAt(one: AnomalyOnWire): number {
  if ('raised' in one.evidence) return Date.parse(one.evidence.raised);
  if (one.kind === 'STEP')
    return one.evidence.expectedBy === undefined
      ? Date.parse(one.from) + 1000 * one.evidence.forSeconds
      : Date.parse(one.evidence.expectedBy);
  if (one.kind === 'CLOCK') return Date.parse(one.current?.asOf ?? one.from);
  return Date.parse(one.from) + (WAITS[one.kind] ?? 0);
}
