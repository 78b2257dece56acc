/** What is remembered of each residual of an arm, and the same with numbers of series for their names while it is folded. */
import type { ResidualRule } from './arm-rules.ts';
import type { Gain } from './expected.ts';
import { NO_GAIN } from './expected.ts';
import type { DriftRule } from './fold-drift.ts';
import { copyOfLevels, type Levels, startLevels } from './levels.ts';
import type { Sides } from './sides.ts';
import { copyOf, type DriftState, startDrift } from './state.ts';
import type { Vote } from './whose.ts';

/** What a residual is held against for now. */
export interface Choice {
  /** Which of the references that its rule names. */
  readonly option: number;
  /** Names of the places of it that are taken, ascending. */
  readonly of: readonly string[];
}

export interface ResidualState {
  readonly drift: DriftState;
  /** Null before the first block, and of a twin that others are held against. */
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
  /** Where the series itself stood. */
  readonly levels: Levels;
  /** Of an open drift against siblings: who moved, the unit itself first, then what is taken; null where that is not known. */
  readonly vote: Vote | null;
}

/** By name of the place. */
export type ArmState = ReadonlyMap<string, ResidualState>;

export interface Residual {
  readonly rule: ResidualRule;
  /** Number of its twin among the rules; negative where none is read. */
  readonly twin: number;
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
  levels: Levels;
  vote: Vote | null;
  judgedBy: DriftRule | null;
}

export function residualOf(
  known: ResidualState | undefined,
  rule: ResidualRule,
  names: readonly string[],
  twin: number,
): Residual {
  const { drift, choice, astray = 0, isExplained = false, reference = null } = known ?? {};
  const { gain = NO_GAIN, apart = [], sides = null, levels, vote = null } = known ?? {};
  return {
    ...{ rule, twin },
    drift: drift === undefined ? startDrift() : copyOf(drift),
    option: choice?.option ?? -1,
    of: (choice?.of ?? []).map((name) => names.indexOf(name)),
    levels: levels === undefined ? startLevels() : copyOfLevels(levels),
    ...{ astray, isExplained, reference, gain, apart: [...apart], sides, vote, judgedBy: null },
  };
}

export function stateOf(one: Residual, names: readonly string[]): ResidualState {
  const { drift, option, of, astray, isExplained, reference, gain, apart, sides, levels, vote } = one;
  const choice = option < 0 ? null : { option, of: of.map((i) => names[i]!) };
  return {
    ...{ drift: copyOf(drift), choice, astray, isExplained, reference },
    ...{ gain, apart: [...apart], sides, levels: copyOfLevels(levels), vote },
  };
}
