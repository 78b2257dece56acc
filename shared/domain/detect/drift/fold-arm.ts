/**
 * SHIFT and DRIFT of all units of an arm, in lock step: each is held against what others read at the same time, and one
 * unit that goes away lets its siblings seem to go the other way.
 */
import type { JudgedTime, ResidualRule } from './arm-rules.ts';
import { BLOCK_MICROS, BLOCKS_PER_MEDIAN, type BlockId } from './block.ts';
import { boundsAt } from './bounds.ts';
import { type Gain, gainWith, meanOfAll, meanWithout, NO_GAIN, perDegreeOf } from './expected.ts';
import { type ClosedDrift, type DriftRule, takeBlock } from './fold-drift.ts';
import { canPage, placeName, type ReferenceKind } from './reference.ts';
import { isExplained, isOvershadowed } from './siblings.ts';
import { type Sides, sidesWith } from './sides.ts';
import { type ArmBlocks, Sight } from './sight.ts';
import { copyOf, type DriftState, type OpenDrift, startDrift } from './state.ts';

/** What a residual is held against for now. */
export interface Choice {
  /** Which of the references that its rule names. */
  readonly option: number;
  /** Names of the places of it that are taken, ascending. */
  readonly of: readonly string[];
}

export interface ResidualState {
  readonly drift: DriftState;
  /** Null before the first block. */
  readonly choice: Choice | null;
  /** Blocks in a row in which another choice was there to be made. */
  readonly astray: number;
  /** Whether what is open is what a sibling, or the other sensor, shows from its side. */
  readonly isExplained: boolean;
  /** What the reference let expect in the newest block; null before the first. */
  readonly reference: number | null;
  /** Of a drive against its surroundings. */
  readonly gain: Gain;
  /** How far from their mean each of what is taken is; empty before the first block of all. */
  readonly apart: readonly number[];
  /** Of a unit against its twin; null before the first block of both, and of all others. */
  readonly sides: Sides | null;
}

/** By name of the place. */
export type ArmState = ReadonlyMap<string, ResidualState>;

/** A drift that was seen, with the rule and the states to tell it from. */
export interface SeenDrift {
  readonly rule: ResidualRule;
  readonly drift: OpenDrift;
  /** The block in which the mean was back; null while it lasts. */
  readonly closed: BlockId | null;
  readonly state: ResidualState;
  /** Whether the other sensors of the channel show the same. */
  readonly isOfUnit: boolean;
}

/** So many blocks in a row must speak for another choice before it is made. */
const BLOCKS_ASTRAY = BLOCKS_PER_MEDIAN;

/** The same with numbers of series for their names, changed in place. */
interface Residual {
  readonly rule: ResidualRule;
  drift: DriftState;
  /** Negative before the first block. */
  option: number;
  of: readonly number[];
  astray: number;
  isExplained: boolean;
  reference: number | null;
  gain: Gain;
  apart: number[];
  sides: Sides | null;
  judgedBy: DriftRule | null;
}

/**
 * Takes the next blocks of all series in, those that have readings. Changes neither argument.
 *
 * @returns the state after the last of them, and what was over within them
 */
export function foldArm(
  before: ArmState,
  rules: readonly ResidualRule[],
  blocks: ArmBlocks,
): { readonly state: ArmState; readonly closed: readonly SeenDrift[] } {
  const names = rules.map(placeName);
  const all = rules.map((rule, i) => residualOf(before.get(names[i]!), rule, names));
  const stateNow = () =>
    new Map(all.flatMap((one, i) => (one.option < 0 ? [] : [[names[i]!, stateOf(one, names)] as const])));
  const closed: SeenDrift[] = [];
  const sight = new Sight(rules, blocks);
  for (const id of sight.ids) {
    sight.look(id);
    for (const [i, one] of all.entries()) {
      const wasExplained = one.isExplained;
      const drift = step(one, i, sight, id);
      if (drift === null || wasExplained) continue;
      const { rule } = one;
      const state = stateOf(one, names);
      closed.push({
        rule,
        drift,
        closed: drift.closed,
        state,
        isOfUnit: isOfUnit(stateNow(), rules, rule, drift),
      });
    }
    for (const [i, one] of all.entries()) explain(one, all, sight.kindOf(i, one.option));
  }
  return { state: new Map([...before, ...stateNow()]), closed };
}

function residualOf(
  known: ResidualState | undefined,
  rule: ResidualRule,
  names: readonly string[],
): Residual {
  const { drift, choice, astray = 0, isExplained: explained = false, reference = null } = known ?? {};
  const { gain = NO_GAIN, apart = [], sides = null } = known ?? {};
  return {
    rule,
    drift: drift === undefined ? startDrift() : copyOf(drift),
    option: choice?.option ?? -1,
    of: (choice?.of ?? []).map((name) => names.indexOf(name)),
    ...{ astray, isExplained: explained, reference, gain, apart: [...apart], sides, judgedBy: null },
  };
}

function stateOf(
  { drift, option, of, astray, isExplained: explained, reference, gain, apart, sides }: Residual,
  names: readonly string[],
): ResidualState {
  const choice = option < 0 ? null : { option, of: of.map((i) => names[i]!) };
  return {
    ...{ drift: copyOf(drift), choice, astray, isExplained: explained, reference },
    ...{ gain, apart: [...apart], sides },
  };
}

/** What still lasts. */
export function lastingDrifts(state: ArmState, rules: readonly ResidualRule[]): SeenDrift[] {
  return rules.flatMap((rule): SeenDrift[] => {
    const own = state.get(placeName(rule));
    const drift = own?.drift.open ?? null;
    if (own === undefined || drift === null || own.isExplained) return [];
    const { option = -1, of = [] } = own.choice ?? {};
    const others = of.flatMap((name) => state.get(name)?.drift ?? []);
    if (rule.references[option]?.kind === 'siblings' && isOvershadowed(own.drift, others)) return [];
    return [{ rule, drift, closed: null, state: own, isOfUnit: isOfUnit(state, rules, rule, drift) }];
  });
}

/** Takes a block in; what was over with it. */
function step(one: Residual, i: number, sight: Sight, id: BlockId): ClosedDrift | null {
  const own = sight.at(i);
  if (own === null) return null;
  choose(one, i, sight);
  const reference = one.option < 0 ? null : expected(one, i, sight, own);
  if (reference === null) return null;
  one.reference = reference;
  const { end } = own.time;
  const rule = ruleNow(one, end === null ? null : Math.floor(end / BLOCK_MICROS));
  const block = { id, residual: own.value - reference, ...boundsAt(one.rule, id, reference) };
  const over = takeBlock(one.drift, block, rule);
  if (over !== null || one.drift.open === null) one.isExplained = false;
  return over;
}

/** Null where it cannot be told of this block. */
function expected(
  one: Residual,
  i: number,
  sight: Sight,
  own: { readonly value: number; readonly time: JudgedTime },
): number | null {
  const kind = sight.kindOf(i, one.option);
  if (kind === 'setpoint') return own.time.setpoint;
  const readings = sight.readingsOf(i, one.of);
  if (!readings.every((reading) => reading !== null)) {
    // What was seen against all of them is followed by those that are left.
    return kind === 'siblings' && one.drift.open !== null ? meanWithout(readings, one.apart) : null;
  }
  if (kind === 'twin') {
    const twin = readings[0] ?? Number.NaN;
    // Each is followed from where it was before, so that without a set-point any constant will do.
    const set = own.time.setpoint ?? 0;
    one.sides = sidesWith(one.sides, { own: own.value - set, twin: twin - set }, one.drift.open !== null);
    return twin;
  }
  if (kind !== 'ambient') return meanOfAll(readings, one.apart);
  const rise = (readings[0] ?? Number.NaN) - (readings[1] ?? Number.NaN);
  one.gain = gainWith(one.gain, own.value, rise);
  const perDegree = perDegreeOf(one.rule.perDegree, one.gain);
  return perDegree === null ? null : perDegree * rise;
}

function ruleNow(one: Residual, end: BlockId | null): DriftRule {
  if (one.judgedBy !== null && one.judgedBy.end === end) return one.judgedBy;
  const { thresholds, noise, leastSd, references } = one.rule;
  const { option } = one;
  const rule = {
    thresholds,
    noise: option === 0 ? noise : {},
    leastSd,
    end,
    canPage: canPage(references[option]),
  };
  one.judgedBy = rule;
  return rule;
}

/**
 * Another choice has another mean: it is made where it was there for six hours, and begins anew. While a drift is open it
 * waits for what it was seen against.
 */
function choose(one: Residual, i: number, sight: Sight): void {
  const best = sight.bestOf(i);
  if (one.option < 0) {
    if (best !== null) Object.assign(one, best);
    return;
  }
  if (best === null || (best.option === one.option && isSame(best.of, one.of))) {
    one.astray = 0;
    return;
  }
  one.astray += 1;
  if (one.astray < BLOCKS_ASTRAY || one.drift.open !== null) return;
  Object.assign(one, best, { drift: startDrift(), astray: 0, reference: null, judgedBy: null });
  Object.assign(one, { gain: NO_GAIN, apart: [], sides: null });
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((one, i) => one === b[i]));
}

/** Says anew of an open drift whether another one explains it, where there is another to look at. */
function explain(one: Residual, all: readonly Residual[], kind: ReferenceKind | undefined): void {
  const { open } = one.drift;
  if (open === null || kind === 'ambient') return;
  const others = one.of.map((i) => all[i]?.drift.open ?? null);
  // What was explained by one that is over by now ends by itself soon after: others on the same side say nothing of it.
  if (!others.some((other) => other !== null && other.sign !== open.sign)) return;
  one.isExplained = kind === 'sensor' || isExplained(open, others);
}

/**
 * Whether the primary sensor of the channel goes along with this redundant one: it is held against it, and does not seem to
 * go the other way.
 */
function isOfUnit(
  state: ArmState,
  rules: readonly ResidualRule[],
  { unit, series, channel, references }: ResidualRule,
  drift: OpenDrift,
): boolean {
  if (references[0]?.kind !== 'siblings') return false;
  const primary = rules.find((one) => one.unit === unit && one.channel === channel && one.series !== series);
  const held = primary === undefined ? undefined : state.get(placeName(primary));
  if (held?.choice?.of.includes(placeName({ unit, series })) !== true) return false;
  const { open } = held.drift;
  return open === null || open.sign === drift.sign;
}
