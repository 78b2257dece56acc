import { spanText } from '../../../shared/domain/words/span.ts';
import { stackNow } from '../stack/clock.ts';
import { useZone } from './zone.tsx';
import { zonedText } from './zoned-text.ts';

/** In the zone that the reader has chosen, which it names; the other stands behind it. */
export function Instant({ iso }: { readonly iso: string }) {
  const zone = useZone();
  const millis = Date.parse(iso);
  const other = zonedText(millis, stackNow(), zone === 'utc' ? 'local' : 'utc');
  return (
    <time dateTime={iso} title={`${iso} (${other})`}>
      {zonedText(millis, stackNow(), zone)}
    </time>
  );
}

/** The same within a sentence that another makes; of µs since 1970. */
export function useInstant(): (at: number) => string {
  const zone = useZone();
  return (at) => zonedText(at / 1000, stackNow(), zone);
}

/** So near, by two clocks, it is now. */
const NOW_MS = 5000;

/** `3 h 20 min ago`, by the stack's clock; of what is to come `in 40 min`. */
export function Age({ iso }: { readonly iso: string }) {
  const age = stackNow() - Date.parse(iso);
  if (Math.abs(age) < NOW_MS) return <>just now</>;
  return <>{age < 0 ? `in ${spanText(-age * 1000)}` : `${spanText(age * 1000)} ago`}</>;
}
