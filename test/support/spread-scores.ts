/** The same charts on how much readings jump: a change of a sensor's noise. */
import { BLOCKS_PER_DAY } from '../../shared/domain/detect/drift/block.ts';
import type { DriftRule } from '../../shared/domain/detect/drift/fold-drift.ts';
import { chartThresholds } from '../../shared/domain/detect/drift/thresholds.ts';
import type { CampaignOptions } from './drift-campaign.ts';
import type { Length } from './drift-faults.ts';
import { driftsOf } from './drift-judges.ts';
import { simulateSpreads } from './drift-worlds.ts';

export const FACTORS = [0.5, 1.5, 2] as const;

export interface SpreadScore {
  readonly days: Length;
  readonly unitMissions: number;
  readonly alarms: number;
  /** Blocks from the onset at half of the mission, of each unit; infinite where it was missed. */
  readonly delays: readonly { readonly factor: number; readonly delays: readonly number[] }[];
}

export function spreadScore(
  days: Length,
  { seed, missions, faulty, ...budget }: CampaignOptions,
): SpreadScore {
  const blocks = days * BLOCKS_PER_DAY;
  const rule: DriftRule = {
    thresholds: chartThresholds({ falsePages: budget.falsePages, blocks, charts: 2 * budget.channels }),
    ...{ noise: {}, leastSd: 0, end: blocks, canPage: false },
  };
  const onset = blocks / 2;
  const drifts = (name: string, factor: number) =>
    driftsOf(simulateSpreads(seed, `spread ${days} ${name}`, days, { from: onset, factor }), rule).drifts;
  const names = (count: number, of: string) => Array.from({ length: count }, (_, i) => `${of} ${i}`);
  return {
    ...{ days, unitMissions: 6 * missions },
    alarms: names(6 * missions, 'quiet').reduce((sum, name) => sum + drifts(name, 1).length, 0),
    delays: FACTORS.map((factor) => ({
      factor,
      delays: names(2 * faulty, 'faulty').map((name) => {
        const raised = drifts(name, factor).find((drift) => drift.raised >= onset)?.raised;
        return raised === undefined ? Number.POSITIVE_INFINITY : raised - onset + 1;
      }),
    })),
  };
}
