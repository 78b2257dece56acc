/** What one bucket knows of the steps of a series. */
import * as z from 'zod';
import type { Span } from '../../anomaly/unit-detector.ts';
import { microsOf } from '../../telemetry/rule.ts';
import { firstAtOrAfter } from '../../telemetry/search-times.ts';
import type { Selection } from '../../telemetry/selection.ts';
import type { Seconds } from '../../time.ts';
import { type Level, levelSchema } from './level.ts';
import { partOf, partSchema } from './part.ts';
import { pieceSchema, piecesOf } from './pieces.ts';

const levelFactsSchema = z.object({
  level: levelSchema,
  pieces: z.array(pieceSchema),
  /** One for each window of the level; null where it holds no reading of the bucket. */
  parts: z.array(partSchema.nullable()),
});
export type LevelFacts = z.infer<typeof levelFactsSchema>;

export const stepFactsSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** Time of the newest reading. */
  newest: z.number(),
  levels: z.array(levelFactsSchema),
});
export type StepFacts = z.infer<typeof stepFactsSchema>;

/** Null where the bucket holds no reading, or nothing to hold it against. */
export function stepFactsOf(
  readings: Pick<Selection, 'times' | 'values'>,
  levels: readonly Level[],
  { from, to }: Span,
  periodSeconds: Seconds,
): StepFacts | null {
  const { times } = readings;
  const newest = times.at(-1);
  if (newest === undefined || levels.length === 0) return null;
  const period = microsOf(periodSeconds);
  return {
    ...{ from, to, newest },
    levels: levels.map((level) => ({
      level,
      pieces: piecesOf(readings, level, period),
      parts: level.windows.map((window) => {
        const begin = firstAtOrAfter(times, window.from);
        // Its end belongs to it, and times are whole µs.
        const end = firstAtOrAfter(times, window.to + 1);
        return partOf(readings, [begin, end], level, period);
      }),
    })),
  };
}
