/** What came of an assay and stands in no number: a state, or a receipt, that says all is well would hide it. */

import { listText } from '../words/list.ts';
import { rejectedTexts } from './rejected-records.ts';
import type { AssayResults } from './results.ts';
import { uncountedTexts } from './uncounted-slices.ts';

/** Units that have rows of an endpoint and no value, slices that do not count, and rejected records, each with the reason; bounded. */
export function leftOutTexts({
  measured = [],
  slices = [],
  remarks,
}: Pick<AssayResults, 'measured' | 'slices' | 'remarks'>): string[] {
  const byReason = Map.groupBy(
    measured.filter(({ why }) => why !== null),
    ({ endpoint, why }) => JSON.stringify([endpoint, why]),
  );
  const values = [...byReason.values()].map((same) => {
    const units = listText(
      same.map(({ unit }) => unit),
      ', ',
      6,
    );
    return `${same[0]!.endpoint} of ${units} has no value (${same[0]!.why})`;
  });
  const out = uncountedTexts(slices);
  return [
    ...(values.length === 0 ? [] : [`left out: ${listText(values, '; ')}`]),
    ...(out.length === 0 ? [] : [`slices that do not count: ${listText(out, '; ')}`]),
    ...rejectedTexts(remarks),
  ];
}
