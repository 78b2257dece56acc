/** Slices that do not count, each with the reason; a reason that several share is said once. */
import { listText } from '../words/list.ts';
import type { KeptSlice } from './results.ts';

const MOST_NAMED = 12;

type Told = Pick<KeptSlice, 'unit' | 'slice' | 'refused'>;

/** In the order of the slices; none where all count. */
export function uncountedTexts(slices: readonly Told[]): string[] {
  const out = slices.filter(({ refused }) => refused !== undefined);
  return [...Map.groupBy(out, ({ refused }) => refused!.message)].map(([message, same]) => {
    // Of its own figures each slice speaks by its name.
    if (same.every(({ unit, slice }) => message.includes(`slice ${slice} of ${unit}`))) return message;
    const names = same.map(({ unit, slice }) => `${unit}/${slice}`);
    return `${listText(names, ', ', MOST_NAMED)}: ${message}`;
  });
}
