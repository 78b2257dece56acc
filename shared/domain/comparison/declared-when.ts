/** Whether the questions of an analysis stood before the experiment began. */
import { isoOf, type Micros } from '../time.ts';

export interface DeclaredWhen {
  readonly declared: 'BEFOREHAND' | 'AFTERWARDS' | 'UNKNOWN';
  readonly sentence: string;
}

/**
 * @param since when the analysis was first declared as it stands; null where that was not kept
 * @param begun the reference event of the first unit; null where there is none yet, or the definition names none
 */
export function declaredWhen(
  since: Micros | null,
  reference: string | undefined,
  begun: Micros | null,
): DeclaredWhen {
  if (since === null)
    return { declared: 'UNKNOWN', sentence: 'when the questions were declared was not kept' };
  const at = `the questions stand as they are since ${isoOf(since)}`;
  if (reference === undefined)
    return {
      declared: 'UNKNOWN',
      sentence: `${at}; the definition names no reference event, so that nothing says whether that was beforehand`,
    };
  if (begun === null)
    return { declared: 'BEFOREHAND', sentence: `${at}; no unit has had its ${reference} yet` };
  return since < begun
    ? { declared: 'BEFOREHAND', sentence: `${at}, before the first ${reference} at ${isoOf(begun)}` }
    : {
        declared: 'AFTERWARDS',
        sentence: `declared afterwards: ${at}, after the first ${reference} at ${isoOf(begun)}`,
      };
}
