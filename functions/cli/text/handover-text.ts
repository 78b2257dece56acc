import type { HandoverOnWire } from '../../../shared/contract/handover.ts';
import {
  happenedRows,
  missedLines,
  NO_PLAN,
  nextLines,
  olderLines,
  openStateText,
} from '../../../shared/contract/handover-words.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { typedIso, typedMinute } from '../../../shared/domain/words/instant.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import type { Column } from './column.ts';
import { damagedLine } from './damaged-text.ts';
import { lookedAtText } from './looked-at-text.ts';
import type { Page } from './page.ts';
import { severityColour } from './paint.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const HAPPENED: readonly Column[] = [{ title: 'at' }, { title: 'what', isHead: true }, { title: 'details' }];
const OPEN: readonly Column[] = [
  { title: 'severity', colourOf: severityColour },
  { title: 'alarm', isHead: true },
  { title: 'state' },
  { title: 'since' },
  { title: 'owner' },
];

/** Four parts, each with its nothing said; below them what they rest on. */
export function handoverText(handover: HandoverOnWire, experiment: string, page: Page): string {
  const { since, until, happened, open, missed, next, lookedAt, damaged = [], ...rest } = handover;
  const lost = damaged.map(({ id, key }) => damagedLine(id, key, experiment));
  const parts = [
    `${experiment}, ${typedMinute(since)} to ${typedMinute(until)}\n`,
    `\nwhat happened\n${happenedText(happened, page)}`,
    `\nwhat is open\n${openText(open, page)}`,
    `\nwhat was missed\n${missedText(missed)}`,
    `\nwhat comes next\n${nextText(next)}`,
    '\n',
    lookedAtText(lookedAt),
    pendingText(rest),
    ...lost,
  ];
  return wrapText(parts.join(''), page.width);
}

function happenedText(happened: HandoverOnWire['happened'], page: Page): string {
  const rows = happenedRows(happened).map(([at, ...others]) => [typedMinute(at), ...others]);
  if (rows.length === 0) return 'nothing that is known\n';
  return tableText(HAPPENED, rows, page) + linesText(olderLines(happened));
}

function openText({ alarms }: HandoverOnWire['open'], page: Page): string {
  if (alarms.length === 0) return 'no alarm waits for anybody\n';
  const rows = alarms.map((alarm) => {
    const { id, onset, owner = '' } = alarm;
    return [severityText(alarm), id, openStateText(alarm), typedIso(onset), owner];
  });
  return tableText(OPEN, rows, page);
}

function missedText(missed: HandoverOnWire['missed']): string {
  const lines = missedLines(missed);
  const unplanned = missed.contacts === undefined ? [NO_PLAN] : [];
  return linesText([...(lines.length === 0 ? ['nothing that is known'] : lines), ...unplanned]);
}

function nextText(next: HandoverOnWire['next']): string {
  return linesText(nextLines(next)) || 'nothing that is planned\n';
}

const linesText = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
