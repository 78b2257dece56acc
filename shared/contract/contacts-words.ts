/** What a table of contacts changes of the plan, as the command line and the console say it. */
import { countText, groupedText } from '../domain/words/count.ts';
import { typedMinute } from '../domain/words/instant.ts';
import type { AppliedContacts } from './contacts.ts';

/** Empty of a first plan. What stays is always said: a contact that was moved or cancelled may be among it. */
export function supersededText(
  {
    effective,
    stayed,
    replaced,
    added,
  }: Pick<AppliedContacts, 'effective' | 'stayed' | 'replaced' | 'added'>,
  hint = '',
): string {
  if (stayed === 0 && replaced === 0) return '';
  const changed = `from ${typedMinute(effective)} on: ${groupedText(added)} new, ${groupedText(replaced)} planned no more`;
  if (stayed === 0) return changed;
  return `${changed}; ${countText(stayed, 'contact')} before ${stayed === 1 ? 'stays' : 'stay'} from the plan before${hint}`;
}
