import { REFUSED_DROPS } from '../drop/drop-records.ts';
import { Refusal } from '../refusal.ts';
import { WATCH_CURSOR } from '../watch-cursor.ts';
import { EXPERIMENTS } from './experiment-record.ts';

/** Partitions of the table that begin like an id. All else that is of no experiment begins with `~`. */
const HOUSE_IDS: readonly string[] = [EXPERIMENTS, REFUSED_DROPS.partition, WATCH_CURSOR.partition];

/** Refuses an id whose items would stand among those of the house, where whoever lists these stumbles over them. */
export function refuseHouseId(id: string): void {
  if (!HOUSE_IDS.includes(id)) return;
  throw new Refusal(
    'invalid',
    'experiment.id-taken',
    `expected an id that the stack does not use itself, got "${id}"; choose another, such as ${id.toLowerCase()}`,
    { field: 'id' },
  );
}
