/**
 * SHIFT and DRIFT of all units of an arm, in lock step: each is held against what others read at the same time, and one
 * unit that goes away lets its siblings seem to go the other way.
 */
import type { JudgedTime, ResidualRule } from './arm-rules.ts';
import { BLOCK_MICROS, BLOCKS_PER_MEDIAN, type BlockId } from './block.ts';
import { boundsAt } from './bounds.ts';
import { gainWith, meanOfAll, meanWithout, NO_GAIN, perDegreeOf } from './expected.ts';
import { type ClosedDrift, type DriftRule, takeBlock } from './fold-drift.ts';
import { addToLevels } from './levels.ts';
import { canPage, placeName } from './reference.ts';
import { type ArmState, type Residual, type ResidualState, residualOf, stateOf } from './residual.ts';
import { sidesWith } from './sides.ts';
import { type ArmBlocks, Sight } from './sight.ts';
import { type OpenDrift, startDrift } from './state.ts';
import { askVote, explain, isOfUnit, waitsForSibling } from './told-units.ts';

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
  const all = rules.map((rule, i) => {
    const twin = rule.twin === null ? -1 : names.indexOf(placeName(rule.twin));
    return residualOf(before.get(names[i]!), rule, names, twin);
  });
  const stateNow = () => new Map(all.map((one, i) => [names[i]!, stateOf(one, names)] as const));
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
    for (const [i, one] of all.entries()) askVote(one, all, sight.kindOf(i, one.option));
    for (const [i, one] of all.entries()) explain(one, all, sight.kindOf(i, one.option));
  }
  return { state: new Map([...before, ...stateNow()]), closed };
}

/** What still lasts. */
export function lastingDrifts(state: ArmState, rules: readonly ResidualRule[]): SeenDrift[] {
  return rules.flatMap((rule): SeenDrift[] => {
    const own = state.get(placeName(rule));
    const drift = own?.drift.open ?? null;
    if (own === undefined || drift === null || own.isExplained) return [];
    const kind = rule.references[own.choice?.option ?? -1]?.kind;
    if (kind === 'siblings' && waitsForSibling(own, state)) return [];
    return [{ rule, drift, closed: null, state: own, isOfUnit: isOfUnit(state, rules, rule, drift) }];
  });
}

/** Takes a block in; what was over with it. */
function step(one: Residual, i: number, sight: Sight, id: BlockId): ClosedDrift | null {
  const own = sight.at(i);
  if (own === null) return null;
  // Of a series without a set-point any constant will do: it is asked how far it went.
  // What a controller drives goes up and down with the program of all: where it stands tells of nobody.
  if (!one.rule.isDriven) addToLevels(one.levels, id, own.value - (own.time.setpoint ?? 0));
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
  Object.assign(one, { gain: NO_GAIN, apart: [], sides: null, vote: null });
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((one, i) => one === b[i]));
}
