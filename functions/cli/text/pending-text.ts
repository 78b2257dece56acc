import { countText } from '../../../shared/domain/words/count.ts';

/** Said below every answer that does not hold the newest yet. */
export function pendingText(pending: number): string {
  if (pending === 0) return '';
  return `not all of what arrived is in these numbers yet: ${countText(pending, 'input')} still to be folded in; ask again\n`;
}
