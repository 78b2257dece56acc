/** What qualifies the numbers of a series that came. */
import { MICROS_PER_SECOND } from '../time.ts';
import { exactSpanText } from './span.ts';

/** Why a series has no time: that nothing came is said only where all that is stored was counted. */
export const withoutTimeText = ({ uncounted }: { readonly uncounted?: true | undefined }): string =>
  uncounted === true ? 'not counted yet' : 'nothing came';

interface Cadence {
  readonly periodSeconds: number;
  readonly observedSeconds: number | null;
  readonly gapsByStepSeconds?: number | undefined;
}

/** Where the samples came at another step than was declared, by so much that it shows in what is expected. */
const OTHER_STEP = 1.05;

/** `one sample per 1.5 s where 1 min is declared`; empty where they come as declared. */
export function cadenceText({ periodSeconds, observedSeconds, gapsByStepSeconds }: Cadence): string {
  if (observedSeconds === null) return '';
  const factor = observedSeconds / periodSeconds;
  if (Math.max(factor, 1 / factor) < OTHER_STEP) return '';
  const by = gapsByStepSeconds === undefined ? '' : '; its gaps are judged by that';
  const [came, declared] = [observedSeconds, periodSeconds].map((seconds) =>
    exactSpanText(seconds * MICROS_PER_SECOND),
  );
  return `one sample per ${came} where ${declared} is declared${by}`;
}
