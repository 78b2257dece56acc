/** What pages need of a definition: names of pairs, channels, phases. */
import * as z from 'zod';
import { experimentSchema } from '../../../shared/contract/experiments.ts';
import { ARM_KINDS } from '../../../shared/domain/experiment/hardware-schema.ts';
import { signedDuration } from '../../../shared/domain/experiment/scalars.ts';
import type { Hardware } from '../../../shared/domain/twins/pair-sides.ts';
import type { Api } from './api.ts';

const named = z.object({ id: z.string() });
const event = z.string().optional();
const definitionSchema = z.object({
  title: z.string().optional(),
  reference: z.string().optional(),
  phases: z.array(named.extend({ from: event, to: event, armed: z.boolean().default(true) })).default([]),
  arms: z.array(named.extend({ kind: z.enum(ARM_KINDS) })),
  units: z.array(named.extend({ arm: z.string() })),
  pairs: z
    .array(named.extend({ flight: z.string(), ground: z.string(), plannedDelay: signedDuration.optional() }))
    .default([]),
  channels: z.array(named.extend({ unit: z.string() })).default([]),
  /** What reads files. */
  sources: z
    .array(
      named.extend({ events: z.object({ names: z.record(z.string(), z.string()).optional() }).optional() }),
    )
    .default([]),
  assays: z.array(named).default([]),
});

export interface Experiment extends z.output<typeof definitionSchema> {
  readonly id: string;
  readonly revision: number;
  readonly hardware: Hardware;
}

const answerSchema = experimentSchema.extend({ definition: definitionSchema });

export async function askExperiment(api: Api, id: string, signal: AbortSignal): Promise<Experiment> {
  const { definition, revision } = await api.get(pathOf(id), answerSchema, {}, signal);
  const { arms, units } = definition;
  const hardware = {
    arms: new Map(arms.map((arm) => [arm.id, arm])),
    units: new Map(units.map((unit) => [unit.id, unit])),
  };
  return { ...definition, id, revision, hardware };
}

export function pathOf(experiment: string, ...more: readonly string[]): string {
  return ['/v1/experiments', experiment, ...more]
    .map((part, i) => (i === 0 ? part : encodeURIComponent(part)))
    .join('/');
}
