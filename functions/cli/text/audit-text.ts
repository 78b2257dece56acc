import type { AuditEntryOnWire, AuditOnWire } from '../../../shared/contract/audit.ts';
import { typedMinute } from '../../../shared/domain/words/instant.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

/** A row per change, with the time that was looked through. */
export function auditText({ from, to, entries, next, damaged = [] }: AuditOnWire, page: Page): string {
  const columns = [
    ...[{ title: 'when' }, { title: 'who' }, { title: 'asked for', isHead: true }, { title: 'experiment' }],
    ...[{ title: 'of' }, { title: 'answer' }],
  ];
  const rows = entries.map((entry) => [
    ...[typedMinute(entry.at), entry.holder, entry.operation, entry.experiment ?? ''],
    ...[Object.values(entry.about ?? {}).join(' '), answerText(entry)],
  ]);
  const range = `${typedMinute(from)} to ${typedMinute(to)}`;
  const table = rows.length === 0 ? '' : tableText(columns, rows, page);
  const none = rows.length === 0 ? 'no change was asked for that you may see' : 'changes that were asked for';
  const more = next === undefined ? '' : `there are more: ${typedCommand(`audit --from ${to}`)}\n`;
  const lost = damaged.map(({ key }) => `an entry cannot be shown, it is damaged: ${key}\n`).join('');
  return `${table}${wrapText(`${none}, ${range}\n${more}${lost}`, page.width)}`;
}

function answerText({ answer }: AuditEntryOnWire): string {
  if (answer === null) return 'none known: it may have taken effect';
  const { status, code } = answer;
  if (code === undefined) return `done (${status})`;
  return `${status < 500 ? 'refused' : 'failed'} (${status} ${code})`;
}
