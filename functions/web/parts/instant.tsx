import { oldText } from '../../../shared/domain/words/span.ts';
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

/** How old what was measured then is, by the stack's clock. */
export function Age({ iso }: { readonly iso: string }) {
  if (Math.abs(stackNow() - Date.parse(iso)) < NOW_MS) return <>just now</>;
  return <>{oldText(Date.parse(iso) * 1000, stackNow() * 1000)}</>;
}
