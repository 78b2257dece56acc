import { DOUBTS, type DoubtKind } from '../chart/series-of.ts';

const STROKES: Readonly<Record<DoubtKind, string>> = {
  UNCERTAIN: 'M-2 2L2 -2M0 8L8 0M6 10L10 6',
  BAD: 'M-2 2L2 -2M0 8L8 0M6 10L10 6M0 0L8 8M-2 6L2 10M6 -2L10 2',
  INVALID: 'M2 0V8M6 0V8',
  STILL: 'M0 2H8M0 6H8',
};
const WORDS: Readonly<Record<DoubtKind, string>> = {
  UNCERTAIN: 'UNCERTAIN: a reading that is doubted',
  BAD: 'BAD: outside of the valid range',
  INVALID: 'INVALID: a declared missing code, no value',
  STILL: 'STUCK: the sensor stood still, perhaps a placeholder',
};

/** What hatches mean; a gap is white, and no line goes over it. */
export function Legend({ isDifference }: { readonly isDifference: boolean }) {
  return (
    <ul class="hatches">
      {DOUBTS.map((kind) => (
        <li key={kind}>
          <svg width="28" height="16" aria-hidden="true">
            <defs>
              <pattern id={`hatch-${kind}`} width="8" height="8" patternUnits="userSpaceOnUse">
                <path class="hatch-stroke" d={STROKES[kind]} />
              </pattern>
            </defs>
            <rect class="hatched" width="28" height="16" fill={`url(#hatch-${kind})`} />
          </svg>{' '}
          {WORDS[kind]}
        </li>
      ))}
      <li>A pale band around a line: least to greatest of a window</li>
      <li>A line that ends: no sample, never bridged</li>
      {isDifference && <li>A band across the difference: 95 % interval of its mean over the view</li>}
    </ul>
  );
}
