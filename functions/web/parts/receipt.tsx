import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import { Instant } from './instant.tsx';

/** What became of a file, in its five lines. */
export function Receipt({ receipt }: { readonly receipt: ReceiptOnWire }) {
  const { fileName, state, bytes, createdAt, verdict, warnings, error, dryRun } = receipt;
  return (
    <article class="card">
      <h3>
        {fileName} <span class={`state ${state.toLowerCase()}`}>{dryRun ? `TRIED: ${state}` : state}</span>
      </h3>
      <p class="soft">
        {sizeText(bytes)}, announced <Instant iso={createdAt} />
        {dryRun && '. Nothing was stored: this is what would happen.'}
      </p>
      {error !== undefined && (
        <p role="alert">
          {error.message} <code>{error.code}</code>
        </p>
      )}
      <ul class="verdict">
        {verdict.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {warnings.length > 0 && (
        <details>
          <summary>{countText(warnings.length, 'warning')}</summary>
          <ul>
            {warnings.map(({ code, message }) => (
              <li key={message}>
                {message} <code>{code}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
