import type { NotesOnWire } from '../../../shared/contract/notes.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedMinute } from '../../../shared/domain/words/instant.ts';
import { damagedLine } from './damaged-text.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

/** A row per note, in order of what they are about. */
export function notesText({ notes, known, older = 0, damaged = [] }: NotesOnWire, page: Page): string {
  const lost = damaged.map(({ id, key }) => damagedLine(`note ${id}`, key, key.slice(0, key.indexOf('/'))));
  const left = older === 0 ? '' : `${countText(older, 'older note')} not listed\n`;
  if (notes.length === 0) {
    const none =
      known === 0 ? 'nobody has written a note yet' : `none of ${countText(known, 'note')} is about that`;
    return `${none}\n${lost.join('')}`;
  }
  const columns = [
    { title: 'about' },
    { title: 'unit' },
    { title: 'note', isHead: true },
    { title: 'by' },
    { title: 'written' },
  ];
  const rows = notes.map(({ at, unit = 'all', text, by, writtenAt }) => [
    ...[typedMinute(at), unit, text, by, typedMinute(writtenAt)],
  ]);
  return tableText(columns, rows, page) + left + lost.join('');
}
