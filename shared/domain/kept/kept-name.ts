import { EXPERIMENTS } from '../experiment/experiment-record.ts';
import type { Key } from '../kind.ts';

/** The name of what is kept of an item: all of an experiment stands together. */
export function keptName({ partition, sort }: Key): string {
  return partition === EXPERIMENTS ? `${sort}/${EXPERIMENTS}` : `${partition}/${sort.replaceAll('#', '/')}`;
}

/** All of an experiment. */
export const keptPrefix = (experiment: string): string => `${experiment}/`;
