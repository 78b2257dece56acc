/** A simulated mission as the service judges it: what was put in, what was found, and what its sensors read. */

import type * as z from 'zod';
import { truthSchema } from '../../functions/cli/text/truth-table.ts';
import type { AnomalyOnWire } from '../../shared/contract/anomalies.ts';
import { campaignFiles } from '../../shared/simulator/campaign.ts';
import type { Loop, MissionOptions, Resolution, World } from '../../shared/simulator/mission.ts';
import { parseFault } from '../../shared/simulator/parse-fault.ts';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../shared/usecases/define/record-events.ts';
import { memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';

const ID = 'score';
const DAY = 86_400;
/** How much later the ground goes through the same in the delayed world. */
export const DELAY_MS = 26 * 3_600_000;
export const PERIOD = 120;
export const ACTIVATION = Date.parse('2026-03-01T06:00:00Z');

export interface ScoredMission {
  readonly seed: number;
  readonly world: World;
  readonly days: number;
  readonly loop: Loop;
  readonly resolution: Resolution;
  /** As for `howship simulate --fault`; none where all is well. */
  readonly fault: string | null;
}

export interface JudgedMission {
  readonly truth: z.infer<typeof truthSchema>;
  readonly anomalies: readonly AnomalyOnWire[];
  /** From activation to fixation, ms. */
  readonly culture: Readonly<Record<'flight' | 'ground', { readonly from: number; readonly to: number }>>;
  /** Means of ten minutes since the activation of its side, by `FU1_T1`; NaN where nothing came. */
  readonly blocks: ReadonlyMap<string, Float64Array>;
}

export async function judgedMission(scored: ScoredMission): Promise<JudgedMission> {
  const { fault, ...rest } = scored;
  const mission: MissionOptions = {
    ...rest,
    ...{ period: PERIOD, activation: ACTIVATION * 1000, clock: { ppm: 0 } },
    faults: fault === null ? [] : [parseFault(fault)],
    centrifuge: fault?.startsWith('centrifuge') ?? false,
  };
  const files = filesOf(mission);
  const text = (name: string) => files.get(name) ?? '';
  const memory = memoryPorts();
  await applyExperiment(memory, ID, withMoreRules(text('definition.yaml')));
  await recordEvents(memory, ID, eventsOf(text('events.csv')), 'score');
  for (const side of ['flight', 'ground'])
    await upload(memory, ID, `${side}-001.csv`, text(`${side}-001.csv`));
  await settleAll(memory);
  const { anomalies } = await listAnomalies(memory, ID, {});
  const truth = truthSchema.parse(JSON.parse(text('truth.json')));
  const late = rest.world === 'delayed' ? DELAY_MS : 0;
  const cultured = (from: number) => ({ from, to: from + 1000 * DAY * rest.days });
  const culture = { flight: cultured(ACTIVATION), ground: cultured(ACTIVATION + late) };
  return { truth, anomalies, culture, blocks: blocksOf(mission, text) };
}

/** Each side in one dump: what is found does not depend on how it came. */
function filesOf(mission: MissionOptions): ReadonlyMap<string, string> {
  const link = { overlap: 0, packets: { dropped: 0, duplicated: 0, swapped: 0 }, shuffled: false };
  const once = { ...link, every: 60 * DAY, repeated: 0, layout: 'wide' } as const;
  const parts = new Map<string, string[]>();
  const downlinks = { flight: once, ground: once };
  for (const { files, text } of campaignFiles({ id: ID, title: 'Score', mission, downlinks }))
    for (const name of files) parts.set(name, [...(parts.get(name) ?? []), text]);
  return new Map([...parts].map(([name, all]) => [name, all.join('')]));
}

/** The payload's own definition has no rate, no proof and no limit on a difference. */
function withMoreRules(definition: string): string {
  return definition
    .replace(
      'twin: { margin: 0.5 }',
      'twin: { margin: 0.5, limits: [{ phases: [culture], warning: [-0.6, 0.6] }] }\n    rate: [{ phases: [culture], warning: [-0.05, 0.05], over: PT20M }]',
    )
    .replaceAll(
      /\{ name: fixation, at: ([^,}]+), accuracy: ([^,}]+) \}/g,
      '{ name: fixation, at: $1, accuracy: $2, proof: { channel: temperature, below: 34, for: PT10M, within: PT90M } }',
    );
}

function eventsOf(csv: string) {
  const [, ...rows] = csv.trim().split('\n');
  return rows.map((line) => {
    const [name = '', unit = '', planned = '', at = '', accuracy = '', source = ''] = line.split(',');
    return { name, unit, planned, at, accuracy, source };
  });
}

export const BLOCK_SECONDS = 600;

function blocksOf(
  { days, world }: MissionOptions,
  text: (name: string) => string,
): Map<string, Float64Array> {
  const blocks = new Map<string, Float64Array>();
  const count = (days * DAY) / BLOCK_SECONDS;
  for (const side of ['flight', 'ground']) {
    const delay = side === 'ground' && world === 'delayed' ? DELAY_MS : 0;
    const [header = '', ...rows] = text(`${side}-001.csv`).trim().split('\n');
    const columns = header.split(',');
    const wanted = columns.flatMap((name, i) => (/_(T1|T2|C1)$/.test(name) ? [{ name, i }] : []));
    const sums = wanted.map(() => new Float64Array(count));
    const counts = wanted.map(() => new Float64Array(count));
    for (const row of rows) {
      const cells = row.split(',');
      const at = Math.floor((Date.parse(cells[0] ?? '') - ACTIVATION - delay) / (1000 * BLOCK_SECONDS));
      if (at < 0 || at >= count) continue;
      for (const [k, { i }] of wanted.entries()) {
        const cell = cells[i] ?? '';
        if (cell === '') continue;
        sums[k]![at]! += Number(cell);
        counts[k]![at]! += 1;
      }
    }
    for (const [k, { name }] of wanted.entries())
      blocks.set(
        name,
        sums[k]!.map((sum, i) => sum / counts[k]![i]!),
      );
  }
  return blocks;
}
