/** What a series is held against: thresholds that show steps, and when a command lets them be expected. */
import * as z from 'zod';
import { SEVERITIES } from '../../anomaly/anomaly.ts';
import type { Span, UnitContext } from '../../anomaly/unit-detector.ts';
import type { Proof } from '../../experiment/hardware-schema.ts';
import { unitNamed } from '../../experiment/lookups.ts';
import { microsOf } from '../../telemetry/rule.ts';
import { SIDES } from './side.ts';

/** In which time, both ends included, the telemetry should show that an event happened. */
const windowSchema = z.object({
  event: z.string(),
  at: z.number(),
  from: z.number(),
  to: z.number(),
  forSeconds: z.number().positive(),
  severity: z.enum(SEVERITIES),
});
export type StepWindow = z.infer<typeof windowSchema>;

export const levelSchema = z.object({
  side: z.enum(SIDES),
  bound: z.number(),
  /** The shortest of its proofs, which makes a step of what nobody commanded. */
  forSeconds: z.number().positive(),
  /** The worst of its proofs. */
  severity: z.enum(SEVERITIES),
  windows: z.array(windowSchema),
  /** End of the last window before those; null where there is none. */
  before: z.number().nullable(),
});
export type Level = z.infer<typeof levelSchema>;

/** The thresholds that events of the unit declare for the channel; each has the windows of all events that it proves. */
export function levelsOf(channel: string, { index, unit, events }: UnitContext): Level[] {
  const proofs = new Map<string, Proof>();
  for (const { name, proof } of unitNamed(index, unit).events)
    if (proof?.channel === channel) proofs.set(name, proof);
  const byThreshold = Map.groupBy(proofs, ([, { above, below }]) =>
    above === undefined ? `BELOW ${below}` : `ABOVE ${above}`,
  );
  return Array.from(byThreshold.values(), (named) => levelOf(new Map(named), events));
}

function levelOf(proofs: ReadonlyMap<string, Proof>, events: UnitContext['events']): Level {
  const all = [...proofs.values()];
  const windows = events
    .flatMap(({ name, at, accuracy }): StepWindow[] => {
      const proof = proofs.get(name);
      if (proof === undefined) return [];
      const slack = microsOf(accuracy);
      const [from, to] = [at - slack, at + microsOf(proof.within) + slack];
      return [{ event: name, at, from, to, forSeconds: proof.for, severity: proof.severity }];
    })
    .sort((a, b) => a.to - b.to || a.from - b.from);
  const [{ above, below = 0 } = { above: 0 }] = all;
  return {
    side: above === undefined ? 'BELOW' : 'ABOVE',
    bound: above ?? below,
    forSeconds: Math.min(...all.map((proof) => proof.for)),
    severity: SEVERITIES[Math.max(...all.map(({ severity }) => SEVERITIES.indexOf(severity)))] ?? 'WATCH',
    windows,
    before: null,
  };
}

/** What of it a bucket depends on: windows that touch the bucket, and when the last one before it ended. */
export function levelsWithin(levels: readonly Level[], { from, to }: Span): Level[] {
  return levels.map((level) => {
    const ended = level.windows.filter((window) => window.to < from).map((window) => window.to);
    const before = Math.max(level.before ?? -Infinity, ...ended);
    return {
      ...level,
      windows: level.windows.filter((window) => window.from < to && window.to >= from),
      before: Number.isFinite(before) ? before : null,
    };
  });
}

/** Whether a reading at `value` shows the step. */
export function isBeyond({ side, bound }: Pick<Level, 'side' | 'bound'>, value: number): boolean {
  return side === 'ABOVE' ? value > bound : value < bound;
}

/** The reading that lies farther to the side of the level. */
export function farther({ side }: Pick<Level, 'side'>, a: number, b: number): number {
  return side === 'ABOVE' ? Math.max(a, b) : Math.min(a, b);
}
