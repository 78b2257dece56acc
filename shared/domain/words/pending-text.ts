import { countText } from './count.ts';
import { typedCommand } from './typed-command.ts';

/** Of an answer: what is not in it. */
export interface Lacking {
  readonly pending: number;
  readonly atLeast?: true | undefined;
  readonly stopped?: number | undefined;
}

/** Said below every answer that does not hold the newest yet. */
export function pendingText({ pending, atLeast, stopped = 0 }: Lacking): string {
  const comes =
    pending === 0
      ? ''
      : `not all of what arrived is in these numbers yet: ${atLeast ? 'at least ' : ''}${countText(pending, 'input')} still to be folded in; ask again\n`;
  const waits =
    stopped === 0
      ? ''
      : `not in these numbers: ${countText(stopped, 'bucket, unit or pair', 'buckets, units or pairs')} on which every run died; new data, another definition or newer code has them tried again\n`;
  return comes + waits;
}

/** Of several answers, the most that one lacks. */
export function mostLacking(answers: readonly Lacking[]): Lacking {
  return {
    pending: Math.max(0, ...answers.map(({ pending }) => pending)),
    stopped: Math.max(0, ...answers.map(({ stopped = 0 }) => stopped)),
  };
}

/** Said where something waits for people or for a receiver: no asking again brings it in. */
export function setAsideText({
  awaiting,
  failed,
  unsent,
}: {
  readonly awaiting: number;
  readonly failed: number;
  readonly unsent: number;
}): string {
  const parts = [
    ...(awaiting > 0 ? [`${countText(awaiting, 'announced file')} not uploaded yet`] : []),
    ...(failed > 0 ? [`${countText(failed, 'file')} FAILED (${typedCommand('redrive')})`] : []),
    ...(unsent > 0 ? [`${countText(unsent, 'message')} not sent yet`] : []),
  ];
  return parts.length === 0 ? '' : `not in this answer: ${parts.join(', ')}\n`;
}
