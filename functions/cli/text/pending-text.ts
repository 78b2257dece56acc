import { countText } from '../../../shared/domain/words/count.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';

/** Said below every answer that does not hold the newest yet. */
export function pendingText(pending: number, atLeast = false): string {
  if (pending === 0) return '';
  return `not all of what arrived is in these numbers yet: ${atLeast ? 'at least ' : ''}${countText(pending, 'input')} still to be folded in; ask again\n`;
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
