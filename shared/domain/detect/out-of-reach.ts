/** Why a detector could look at no sample of a series that it is to look at. */

import { isWithin, type Reach } from '../telemetry/reach.ts';
import { typedCommand } from '../words/typed-command.ts';

/** By series: how far its samples got when its unit or pair was judged; null where nobody noted it then. */
export type Reached = ReadonlyMap<string, Reach> | null;

/** Null where it looked at one. `reached` is undefined before the first look; `unjudged` says that there was none. */
export function whyOutOfReach(
  { needs }: { readonly needs: Reach },
  series: string,
  reached: Reached | undefined,
  unjudged: string,
): string | null {
  if (reached === null) return 'judged by an older version, which did not note what it looked at';
  const reach = reached?.get(series);
  if (reach !== undefined && isWithin(needs, reach)) return null;
  return (reach && NO_FARTHER[reach]) ?? unjudged;
}

/** Why no sample of a series got farther than this; nothing needs more than JUDGED. */
const NO_FARTHER: Record<Reach, string | null> = {
  AWAITED: null,
  RECEIVED: 'no sample had a value, only missing codes came',
  UNCONVERTED: `its samples were read in a unit that cannot be converted to the one of the channel: ${typedCommand('reread')}`,
  ACQUIRED: 'only set-points or filled-in values came, no reading of a sensor',
  SENSED: 'every reading was outside the valid range of its channel',
  JUDGED: null,
};
