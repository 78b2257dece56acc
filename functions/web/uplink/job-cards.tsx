import { useState } from 'preact/hooks';
import { countText } from '../../../shared/domain/words/count.ts';
import { Choice } from '../parts/choice.tsx';
import { Receipt } from '../parts/receipt.tsx';
import type { Api } from '../stack/api.ts';
import type { Desk, Job } from './desk.ts';
import { reachedBytes, stageText } from './job-text.ts';
import { rateOf } from './rate.ts';

interface OneJobProps {
  readonly api: Api;
  readonly job: Job;
  readonly desk: Desk;
  /** Takes the file of a trial in; null where it is none, or could not be read. */
  readonly onStore: (() => void) | null;
}

export function OneJob({ api, job, desk, onStore }: OneJobProps) {
  const { key, file, stage, reached } = job;
  if (stage.at === 'DONE')
    return (
      <>
        {stage.wasHere && (
          <p class="box">
            These very bytes of {<bdi>{file.name}</bdi>} are on the stack already: nothing was sent again.
          </p>
        )}
        <Receipt
          {...{ api, experiment: job.experiment, receipt: stage.receipt }}
          {...(!job.isTrial && { onPutRight: (receipt) => desk.know(receipt) })}
        />
        {onStore !== null && (
          <button type="button" onClick={onStore}>
            Store this file
          </button>
        )}
      </>
    );
  const isWaiting = stage.at === 'LINE_LOST' || stage.at === 'NO_TOKEN';
  return (
    <div class="card" role={isWaiting ? 'alert' : undefined}>
      <strong>
        <bdi>{file.name}</bdi>
      </strong>{' '}
      <span class={isWaiting ? '' : 'soft'}>{stageText(job, rateOf(reached, performance.now()))}</span>
      {stage.at !== 'WAITING' && (
        <progress
          max={Math.max(1, file.size)}
          value={stage.at === 'READING' ? stage.bytes : reachedBytes(job)}
          aria-label={`${file.name}, ${stage.at === 'READING' ? 'read through' : 'sent'}`}
        />
      )}
      {stage.at !== 'SENT' && (
        <p class="actions">
          {stage.at === 'PAUSED' ? (
            <button type="button" onClick={() => desk.goOn([key])}>
              Go on
            </button>
          ) : (
            <button type="button" onClick={() => desk.pause([key])}>
              Pause
            </button>
          )}
          {stage.at === 'LINE_LOST' && (
            <button type="button" onClick={() => desk.goOn([key])}>
              Try now
            </button>
          )}
          <button type="button" onClick={() => desk.remove([key])}>
            Remove
          </button>
        </p>
      )}
    </div>
  );
}

interface NotStoredProps {
  readonly jobs: readonly Job[];
  /** Ids of sources and assays: one may be named for files whose names tell of none. */
  readonly readers: readonly string[];
  readonly onAgain: (keys: readonly number[], source?: string) => void;
  readonly onRemove: (keys: readonly number[]) => void;
}

/** Names of one reason that are shown. */
const MOST_NAMES = 20;

/** Files that the stack or the browser refused, a box per reason: of a folder of pictures it is said once. */
export function NotStored({ jobs, readers, onAgain, onRemove }: NotStoredProps) {
  const byCode = Map.groupBy(jobs, ({ stage }) => (stage.at === 'FAILED' ? stage.code : ''));
  return (
    <>
      {[...byCode].map(([code, some]) => {
        const [first] = some;
        const keys = some.map(({ key }) => key);
        const others = some.slice(1, MOST_NAMES);
        return (
          <div class="box failure" role="alert" key={code}>
            <p>
              <strong>
                <bdi>{first?.file.name}</bdi>
              </strong>{' '}
              was not stored. <bdi>{first?.stage.at === 'FAILED' ? first.stage.why : ''}</bdi>{' '}
              <code>{code}</code>
            </p>
            {some.length > 1 && (
              <details>
                <summary>
                  Nor {some.length === 2 ? 'was' : 'were'} {countText(some.length - 1, 'other')}, for the same
                  reason
                </summary>
                <ul>
                  {others.map(({ key, file }) => (
                    <li key={key}>
                      <bdi>{file.name}</bdi>
                    </li>
                  ))}
                  {some.length > MOST_NAMES && <li>and {countText(some.length - MOST_NAMES, 'more')}</li>}
                </ul>
              </details>
            )}
            {UNNAMED.has(code) && readers.length > 0 && (
              <NameSource readers={readers} count={some.length} onNamed={(source) => onAgain(keys, source)} />
            )}
            <p class="actions">
              <button type="button" onClick={() => onAgain(keys)}>
                Try again
              </button>
              <button type="button" onClick={() => onRemove(keys)}>
                Remove
              </button>
            </p>
          </div>
        );
      })}
    </>
  );
}

/** The name of the file tells of no source, or of several. */
const UNNAMED: ReadonlySet<string> = new Set(['source.none', 'source.ambiguous']);

interface NameSourceProps {
  readonly readers: readonly string[];
  readonly count: number;
  readonly onNamed: (source: string) => void;
}

function NameSource({ readers, count, onNamed }: NameSourceProps) {
  const [source, setSource] = useState('');
  return (
    <form
      class="choices"
      onSubmit={(event) => {
        event.preventDefault();
        if (source !== '') onNamed(source);
      }}
    >
      <Choice label="Which source reads it" value={source} onChange={setSource}>
        {[['', 'choose …'], ...readers.map((id) => [id, id])]}
      </Choice>
      <button type="submit" disabled={source === ''}>
        Send {count === 1 ? 'it' : `these ${count} files`} by this source
      </button>
    </form>
  );
}
