import type { DropOnWire } from '../../../shared/contract/drop.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { typedMinute } from '../../../shared/domain/words/instant.ts';
import { shownText } from './shown.ts';

const MOST_SHOWN = 10;

/** What is dropped and in no answer; nothing where the whole drop was looked through and all of it has receipts. */
export function dropText(drop: DropOnWire): string {
  const refused = drop.refused.length > 0 ? refusedDropsText(drop) : '';
  return drop.lookedThroughAt === null ? `${refused}${NOT_LOOKED}` : refused;
}

const NOT_LOOKED =
  'Dropped files: nobody has looked through the whole drop yet, so some may be in no answer and not named here. The stack looks within the hour.\n';

/** Dropped files that no receipt names, and what to do about them. */
function refusedDropsText({ refused, more }: DropOnWire): string {
  const lines = refused.slice(0, MOST_SHOWN).map(({ key, bytes, at, code, message }) => {
    const size = bytes === undefined ? '' : `${groupedText(bytes)} bytes, `;
    return `  ${shownText(key)} (${size}${typedMinute(at)}): ${code}: ${shownText(message)}\n`;
  });
  const left = refused.length - lines.length;
  const others = more ? '  and more\n' : left > 0 ? `  and ${countText(left, 'other')}\n` : '';
  const count = `${more ? 'more than ' : ''}${countText(refused.length, 'dropped file')}`;
  const are = refused.length === 1 ? 'belongs' : 'belong';
  return `${count} ${are} to no experiment, and ${refused.length === 1 ? 'is' : 'are'} in no answer:\n${lines.join('')}${others}A file is taken in once its experiment is there. To end this, delete the object, or drop it below the id of its experiment.\n`;
}
