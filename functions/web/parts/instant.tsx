import { utcText } from '../../../shared/domain/words/instant.ts';

/** In UTC, with the reader's own time behind it: the two can never be taken for each other. */
export function Instant({ iso }: { readonly iso: string }) {
  const millis = Date.parse(iso);
  const local = new Date(millis).toLocaleString(undefined, { timeZoneName: 'short' });
  return (
    <time dateTime={iso} title={`${iso} (here: ${local})`}>
      {utcText(millis * 1000, Date.now() * 1000)}
    </time>
  );
}
