/**
 * Has made anew what a verification found damaged and is computed from others: no question may ever ask for it, and the
 * next verification would find it again.
 */
import { Damaged } from '../../domain/damaged.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { UpkeepRecord } from '../../domain/upkeep/upkeep-record.ts';
import { isMadeAnew } from '../../domain/upkeep/what-to-do.ts';
import type { Ports } from '../../ports.ts';
import { healDerived } from '../judge/heal-derived.ts';

/** Only once all of them are named: what is made anew takes others that are damaged with it. */
export async function renewFound(
  ports: Ports,
  experiment: string,
  { differs, unnamed }: Pick<UpkeepRecord, 'differs' | 'unnamed'>,
): Promise<void> {
  // What has an advice of its own is whole and of other samples: a defect, to be looked at as it is.
  const damaged = differs.filter(({ advice }) => advice === undefined);
  const found = new Set([...damaged.map(({ key }) => key), ...unnamed]);
  for (const key of found) if (isMadeAnew(experiment, key)) await renew(ports, key);
}

/** What cannot be made anew because something else is damaged, or is of no pair any more, is found by the next one. */
async function renew(ports: Ports, key: string): Promise<void> {
  try {
    await healDerived(ports, key);
  } catch (error) {
    if (!(error instanceof Damaged || error instanceof Refusal)) throw error;
  }
}
