import * as z from 'zod';
import type { Key, Kind } from './kind.ts';

const watchCursorSchema = z.object({
  /** The experiment in which, or before which, the last run of watch came to the end of its time; null where it got through. */
  experiment: z.string().nullable(),
  /** Sort key of the last due item of it that was hinted at; null before the first. */
  after: z.string().nullable(),
});
export type WatchCursor = z.infer<typeof watchCursorSchema>;
/** Where the next run of watch goes on. */
export const watchCursorKind: Kind<WatchCursor> = {
  name: 'cursor',
  schema: watchCursorSchema,
  isDue: () => false,
};
export const WATCH_CURSOR: Key = { partition: 'WATCH', sort: 'CURSOR' };
