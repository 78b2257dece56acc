import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { WATCH_CURSOR } from '../watch-cursor.ts';

const rebuildBegunSchema = z.object({
  experiment: z.string(),
  /** µs since the epoch. */
  at: z.number(),
});
export type RebuildBegun = z.infer<typeof rebuildBegunSchema>;

/** Says that an experiment is rebuilt which the list of experiments lacks until its record is back: `watch` finds it by this. */
export const rebuildBegunKind: Kind<RebuildBegun> = {
  name: 'rebuild begun',
  schema: rebuildBegunSchema,
  isDue: () => false,
};
export const REBUILD_BEGUN = 'REBUILD';
/** Beside the cursor of `watch`. */
export const WATCHED = WATCH_CURSOR.partition;
export const rebuildBegunPrefix = sortKey(REBUILD_BEGUN, '');
export const rebuildBegunKey = (experiment: string): Key => ({
  partition: WATCHED,
  sort: sortKey(REBUILD_BEGUN, experiment),
});
/** The experiment that a note is of. */
export const rebuildNamed = ({ sort }: Key): string => sort.slice(rebuildBegunPrefix.length);
