import type { MovesOnWire, ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { rejectWords } from '../../../shared/domain/words/reject.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import type { Api } from '../stack/api.ts';
import { Instant } from './instant.tsx';
import { Later } from './later.tsx';
import { Opened } from './opened.tsx';

interface ReceiptProps {
  readonly api: Api;
  readonly experiment: string;
  readonly receipt: ReceiptOnWire;
  /** Hears the receipt after it was withdrawn or had to be read again; without it none of this is offered. */
  readonly onPutRight?: (receipt: ReceiptOnWire) => void;
}

/** What became of a file, in its five lines. */
export function Receipt({ api, experiment, receipt, onPutRight }: ReceiptProps) {
  const { fileName, state, bytes, createdAt, createdBy, verdict, warnings, error, dryRun, moves } = receipt;
  const { byReason, counts } = receipt;
  const reasons = Object.entries(byReason);
  return (
    <article class="card">
      <h3>
        <bdi>{fileName}</bdi>{' '}
        <span class={`state ${state.toLowerCase()}`}>{dryRun ? `TRIED: ${state}` : state}</span>
      </h3>
      <p class="soft">
        {sizeText(bytes)}, announced <Instant iso={createdAt} />
        {createdBy !== undefined && (
          <>
            {' '}
            by <bdi>{createdBy}</bdi>
          </>
        )}
        {dryRun && '. Nothing was stored: this is what would happen.'}
      </p>
      <Done receipt={receipt} />
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
      {reasons.length > 0 && (
        <ul class="verdict">
          {reasons.map(([code, count]) => (
            <li key={code}>
              {countText(count, counts.records > 0 ? 'record' : 'sample')} rejected: {rejectWords(code)}
            </li>
          ))}
        </ul>
      )}
      {moves !== undefined && <Moves moves={moves} />}
      {counts.rejected > 0 && !dryRun && (
        <Opened title="What was rejected, line by line">
          <Later load={() => import('./rejects.tsx')}>
            {({ Rejects }) => <Rejects {...{ api, experiment, receipt }} />}
          </Later>
        </Opened>
      )}
      {onPutRight !== undefined && (
        <Opened title="Withdraw, read again, who did so">
          <Later load={() => import('./put-right.tsx')}>
            {({ PutRightForms }) => <PutRightForms {...{ api, experiment, receipt }} onDone={onPutRight} />}
          </Later>
        </Opened>
      )}
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
          {onPutRight !== undefined && warnings.some(({ code }) => code === EVENT_MISSING) && (
            <Opened title="Record an event that the file names">
              <Later load={() => import('./record-event.tsx')}>
                {({ RecordEventOf }) => (
                  <RecordEventOf {...{ api, id: experiment }} onRecorded={() => onPutRight(receipt)} />
                )}
              </Later>
            </Opened>
          )}
        </details>
      )}
    </article>
  );
}

/** The file names an event that is not known, or is known otherwise. */
const EVENT_MISSING = 'EVENT_MISMATCH';

/** Who took it out of the answers, or has it read again, and why. */
function Done({ receipt: { state, withdrawn, rereading } }: { readonly receipt: ReceiptOnWire }) {
  return (
    <>
      {state === 'WITHDRAWN' && withdrawn !== undefined && (
        <p>
          Withdrawn by <bdi>{withdrawn.by}</bdi> <Instant iso={withdrawn.at} />: <bdi>{withdrawn.reason}</bdi>
        </p>
      )}
      {rereading !== undefined && rereading.error === undefined && (
        <p>
          <bdi>{rereading.by}</bdi> has it read again since <Instant iso={rereading.at} />. What was read
          before counts until then.
        </p>
      )}
    </>
  );
}

/** Beyond so many the page would be a wall. */
const MOST_MOVES = 10;

/** What taking the file in would change. */
function Moves({ moves: { deltas, anomalies } }: { readonly moves: MovesOnWire }) {
  return (
    <>
      <p>
        Storing it would move {countText(deltas.length, 'delta')} and{' '}
        {countText(anomalies.length, 'anomaly', 'anomalies')}.
      </p>
      <ul>
        {anomalies.slice(0, MOST_MOVES).map(({ change, anomaly }) => (
          <li key={`${change} ${anomaly.id}`}>
            {change}: {severityText(anomaly)} {anomaly.kind} {anomaly.unit ?? anomaly.pair}{' '}
            {listText(anomaly.channels, ', ', MOST_MOVES)}
          </li>
        ))}
        {anomalies.length > MOST_MOVES && <li>and {countText(anomalies.length - MOST_MOVES, 'more')}</li>}
      </ul>
    </>
  );
}
