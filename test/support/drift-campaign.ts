/** The drift detector on simulated missions, over worlds, lengths and references (docs/drift.md). */
import { BLOCKS_PER_DAY } from '../../shared/domain/detect/drift/block.ts';
import type { World } from '../../shared/simulator/mission.ts';
import { bestDelay } from './best-cusum.ts';
import { type DriftFault, FAULTS, type Length, movedBy, onsetOf } from './drift-faults.ts';
import { type Judge, judgesOf, rehearsedNoise, ruleOf, type Setting } from './drift-judges.ts';
import { residualOf } from './drift-references.ts';
import { limitDelay, mediansDelay, medianThreshold } from './drift-rivals.ts';
import { type FaultOutcome, faultOutcome, faultyUnits, type NullScore, nullScore } from './drift-scores.ts';
import { type SimulatedMission, simulateMission } from './drift-worlds.ts';

export interface CampaignOptions {
  readonly seed: number;
  /** Missions of six units without a fault, for each world and length. */
  readonly missions: number;
  /** Missions in which, one after another, two units get each fault. */
  readonly faulty: number;
  readonly falsePages: number;
  readonly channels: number;
  /** Blocks between contacts. */
  readonly contact: number;
}

export interface FaultScore {
  readonly fault: DriftFault;
  readonly outcomes: readonly FaultOutcome[];
  /** Mean delay in blocks of the best CUSUM with as many false alarms; null where not all is known. */
  readonly best: number | null;
}

export interface JudgeScore {
  readonly judge: Judge;
  readonly quiet: NullScore;
  readonly faults: readonly FaultScore[];
}

/** Delays in blocks, of the rivals that know nothing of their false alarms in advance. */
export interface RivalScore {
  readonly fault: DriftFault;
  readonly limits: readonly number[];
  readonly medians: readonly number[];
}

export interface CellScore {
  readonly world: World;
  readonly days: Length;
  readonly judges: readonly JudgeScore[];
  readonly rivals: readonly RivalScore[];
}

interface Cell {
  readonly world: World;
  readonly days: Length;
  readonly quiet: readonly SimulatedMission[];
  readonly faulty: readonly { readonly name: string; readonly mission: SimulatedMission }[];
}

export function driftCell(world: World, days: Length, options: CampaignOptions): CellScore {
  const { seed } = options;
  const mission = (name: string) => simulateMission(seed, `${world} ${days} ${name}`, days, world);
  const names = (count: number, of: string) => Array.from({ length: count }, (_, i) => `${of} ${i}`);
  const cell: Cell = {
    ...{ world, days },
    quiet: names(options.missions, 'quiet').map(mission),
    faulty: names(options.faulty, 'faulty').map((name) => ({ name, mission: mission(name) })),
  };
  return {
    ...{ world, days },
    judges: judgesOf(world).map((judge) => judgeScore(cell, judge, options)),
    rivals: rivalScores(cell, options),
  };
}

function judgeScore(cell: Cell, judge: Judge, options: CampaignOptions): JudgeScore {
  const { seed, contact } = options;
  const setting: Setting = { days: cell.days, ...options };
  const noise = rehearsedNoise(seed, cell.world, judge.reference);
  const rule = ruleOf(judge, noise, setting);
  const quiet = nullScore(cell.quiet, judge, rule);
  // Delays at many times the budget say nothing.
  const given = judge.canPage ? FAULTS[cell.days] : [];
  const faults = given.map((fault): FaultScore => {
    const outcomes = cell.faulty.flatMap(({ name, mission }) =>
      faultyUnits(judge).map((unit) =>
        faultOutcome(mission, unit, { judge, rule, name: `${name} ${unit}` }, { fault, seed, contact }),
      ),
    );
    return { fault, outcomes, best: judge.known === 'all' ? bestOf(fault, noise, quiet, cell.days) : null };
  });
  return { judge, quiet, faults };
}

/** Of none that was seen, as many false alarms are assumed as have an even chance to be missed. */
const EVEN_CHANCE = Math.LN2;

function bestOf(
  fault: DriftFault,
  { phi, sd }: { readonly phi: number; readonly sd: number },
  { alarms, unitMissions }: NullScore,
  days: number,
): number {
  const runLength = (days * BLOCKS_PER_DAY * unitMissions) / Math.max(alarms, EVEN_CHANCE);
  const innovation = sd * Math.sqrt(1 - phi * phi);
  return bestDelay(
    runLength,
    (step) => (movedBy(fault, step - 1) - phi * movedBy(fault, step - 2)) / innovation,
  );
}

function rivalScores({ days, quiet, faulty }: Cell, { seed, falsePages }: CampaignOptions): RivalScore[] {
  const residuals = quiet.flatMap((mission) =>
    [0, 3].map((unit) => residualOf(mission, unit, 'siblings', true)),
  );
  const threshold = medianThreshold(residuals, falsePages);
  return FAULTS[days].map((fault) => {
    const runs = faulty.flatMap(({ name, mission }) =>
      [0, 3].map((unit) => ({ unit, mission, onset: onsetOf(fault, seed, `${name} ${unit}`) })),
    );
    return {
      fault,
      limits: runs.map(({ unit, mission, onset }) => limitDelay(mission.units[unit]!, fault, onset)),
      medians: runs.map(({ unit, mission, onset }) => {
        const residual = residualOf(mission, unit, 'siblings', true);
        return mediansDelay(
          residual.map((value, i) => value + movedBy(fault, i - onset)),
          threshold,
          onset,
        );
      }),
    };
  });
}
