/** What detectors that learn do not look at, because channels settle after an event (docs/design.md#settling). */
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { unitSeries } from '../experiment/lookups.ts';
import { type Settling, settlingsOf } from '../nominal/settling.ts';
import { standingEventsOf, type TimelineEvent } from '../timeline/event.ts';
import type { Interval } from '../timeline/interval.ts';
import { ARM_DETECTORS, UNIT_DETECTORS } from './detectors.ts';
import { seriesRead } from './drift/reference.ts';

export interface Unjudged extends Settling {
  readonly kinds: readonly string[];
  /** Series of the unit. */
  readonly channels: readonly string[];
}

const LEARNT = UNIT_DETECTORS.filter(({ isLearnt }) => isLearnt);

/** Stretches of a unit that touch the range, in order of time; series that settle alike stand in one. */
export function unjudgedWhileSettling(
  index: DefinitionIndex,
  events: readonly TimelineEvent[],
  unit: string,
  range: Interval,
): Unjudged[] {
  const own = standingEventsOf(events, unit);
  const found = new Map<string, { settling: Settling; kinds: readonly string[]; channels: string[] }>();
  const compared = new Set(seriesRead(index, unit).map(({ series }) => series));
  for (const one of unitSeries(index, unit)) {
    const looking = LEARNT.filter((detector) => {
      return detector.aimAt(one, { index, unit, events: own }).rule !== undefined;
    });
    const isCompared = compared.has(one.series);
    const kinds = [...looking, ...(isCompared ? ARM_DETECTORS : [])].map(({ kind }) => kind);
    if (kinds.length === 0) continue;
    for (const settling of settlingsOf(index, unit, own, one.series)) {
      if (settling.from >= range.to || settling.to <= range.from) continue;
      const name = [settling.event, settling.at, settling.from, settling.to, ...kinds].join(' ');
      const known = found.get(name);
      if (known === undefined) found.set(name, { settling, kinds, channels: [one.series] });
      else known.channels.push(one.series);
    }
  }
  return Array.from(found.values(), ({ settling, ...of }) => ({ ...settling, ...of })).sort(
    (a, b) => a.from - b.from || a.to - b.to,
  );
}
