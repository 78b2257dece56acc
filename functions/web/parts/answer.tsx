/** What stands in place of an answer, or above one that is old. */
import type { ComponentChildren } from 'preact';
import { type Lacking, pendingText } from '../../../shared/domain/words/pending-text.ts';
import type { Shown } from '../stack/use-answer.ts';
import { staleText } from './stale-text.ts';
import { useZone } from './zone.tsx';

interface AnswerProps<T> {
  readonly of: Shown<T>;
  /** What is being asked for, such as "the alarms". */
  readonly what: string;
  readonly children: (answer: T) => ComponentChildren;
}

/** A stale list is never shown as current: it says since when it is old, and why. */
export function Answer<T>({ of, what, children }: AnswerProps<T>) {
  const { answer, failure, isLate, again } = of;
  const zone = useZone();
  if (answer === null && failure === null)
    return (
      <p class="soft" role="status">
        Asking for {what} …
      </p>
    );
  const isOld = failure !== null || isLate;
  return (
    <>
      {isOld && (
        <div class="box failure" role="alert">
          <p>
            {staleText(of, what, zone)} {failure !== null && <code>{failure.code}</code>}
          </p>
          <div class="acts">
            <button type="button" onClick={again}>
              Ask again
            </button>
            {failure?.code === 'experiment.unknown' && (
              <a class="button" href="#/">
                All experiments
              </a>
            )}
          </div>
        </div>
      )}
      {answer !== null && <div class={isOld ? 'old' : undefined}>{children(answer)}</div>}
    </>
  );
}

/** Below every answer that does not hold the newest yet, as everywhere else. */
export function Pending(lacking: Lacking) {
  const text = pendingText(lacking).trim();
  if (text === '') return null;
  return (
    <div class="box" role="status">
      {text.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
