/** What stands in place of an answer, or above one that is old. */
import type { ComponentChildren } from 'preact';
import { momentText } from '../../../shared/domain/words/instant.ts';
import { type Lacking, pendingText } from '../../../shared/domain/words/pending-text.ts';
import type { Shown } from '../stack/use-answer.ts';

interface AnswerProps<T> {
  readonly of: Shown<T>;
  /** What is being asked for, such as "the alarms". */
  readonly what: string;
  readonly children: (answer: T) => ComponentChildren;
}

/** A stale list is never shown as current: it says since when it is old, and why. */
export function Answer<T>({ of, what, children }: AnswerProps<T>) {
  const { answer, cameAt, failure, again } = of;
  if (answer === null && failure === null)
    return (
      <p class="soft" role="status">
        Asking for {what} …
      </p>
    );
  return (
    <>
      {failure !== null && (
        <div class="box failure" role="alert">
          <p>
            {answer === null || cameAt === null
              ? `No answer for ${what}: `
              : `Connection lost. What is shown is of ${clockOf(cameAt)} and may be out of date. `}
            {failure.message} <code>{failure.code}</code>
          </p>
          <button type="button" onClick={again}>
            Ask again
          </button>
        </div>
      )}
      {answer !== null && children(answer)}
    </>
  );
}

const clockOf = (millis: number): string => momentText(millis * 1000, Date.now() * 1000);

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
