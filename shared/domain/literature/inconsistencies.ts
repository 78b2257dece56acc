/** Where the review disagrees with itself, and what the records make of it. */

import type { LiteratureRecord } from './catalogue.ts';
import data from './inconsistencies.json' with { type: 'json' };

export type Inconsistency = (typeof data)[number];

/** Those of the records, in their own order. */
export function inconsistenciesOf(records: readonly LiteratureRecord[]): Inconsistency[] {
  const named = new Set(records.flatMap(({ inconsistencies }) => inconsistencies));
  return data.filter(({ id }) => named.has(id));
}
