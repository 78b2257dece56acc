import type { ComplianceOnWire, ConductOnWire, IssueRowOnWire } from '../../../shared/contract/conduct.ts';
import { causeText } from '../../../shared/domain/conduct/cause-words.ts';
import { NOT_YET } from '../../../shared/domain/conduct/issue-row.ts';
import { MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { figureText, percentText, significantText } from '../../../shared/domain/words/figure.ts';
import { typedIso, typedMinute } from '../../../shared/domain/words/instant.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { exactSpanText, spokenDuration } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

/** Rows for people; the others are counted, and --csv writes them. */
const MOST_LINES = 20;
const RIGHT = { align: 'right' } as const;

export function conductText(answer: ConductOnWire, page: Page): string {
  const { ground, flight, pair, delay, issue, from, to, channels, leftOut, rows } = answer;
  const changed =
    issue.added + issue.dropped === 0
      ? 'nothing has changed since'
      : `${countText(issue.added, 'row')} new or changed (${groupedText(issue.late)} of them late), ${groupedText(issue.dropped)} dropped`;
  const head = [
    `${ground} follows ${flight} (${pair}) after ${spokenDuration(delay)}: issue ${issue.number}, ${changed}`,
    `profile from ${typedIso(from)} to ${typedIso(to)} on the ground's clock, which stands at ${typedIso(issue.at)}`,
  ];
  const columns = [
    { title: 'channel' },
    { title: 'block' },
    ...['deadband', 'set-points', 'blocks set', 'marked', 'mean off', 'worst off'].map((title) => ({
      title,
      ...RIGHT,
    })),
  ];
  const lines = channels.map(({ channel, ucum, blockSeconds, deadband, blocks, difference }) => [
    ...[inUnit({ channel, ucum }), exactSpanText(blockSeconds * MICROS_PER_SECOND), figureText(deadband)],
    groupedText(rows.filter(({ name, state }) => name === channel && state === 'set').length),
    ...[groupedText(blocks.set ?? 0), markedText(blocks)],
    ...[offText(difference?.mean), offText(difference?.worst)],
  ]);
  const left = leftOut.map(({ sentence }) => `left out: ${sentence}\n`).join('');
  return `${head.join('\n')}\n\n${tableText(columns, lines, page)}off: median of the flight minus set-point, over the blocks set\n${left}${answer.stepsSentence}\n\n${rowsText(answer, page)}${pendingText(answer)}`;
}

/** The unit of all numbers of the row, once: `temperature [°C]`. */
function inUnit({ channel, ucum }: { readonly channel: string; readonly ucum: string }): string {
  const unit = spokenUnit(ucum).trim();
  return unit === '' ? channel : `${channel} [${unit}]`;
}

/** A deviation is known to three digits at best. */
function offText(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : significantText(value, 3);
}

function markedText(blocks: Readonly<Record<string, number>>): string {
  const marked = Object.entries(blocks).filter(([cause]) => cause !== 'set');
  return marked.map(([cause, n]) => `${groupedText(n)} ${causeText(cause)}`).join(', ') || 'none';
}

/** What is to be run next; where all of it is past, how it begins. */
function rowsText({ rows, issue }: ConductOnWire, page: Page): string {
  const at = Date.parse(issue.at);
  const isToRun = ({ late, at: begins, until }: IssueRowOnWire) =>
    !late && (until === null || Date.parse(until) > at || Date.parse(begins) >= at);
  const toRun = rows.filter((row) => isToRun(row) && row.cause !== NOT_YET);
  const shown = toRun.length > 0 ? toRun : rows;
  const title =
    toRun.length > 0
      ? 'to be run now and next:'
      : "nothing is left to run: the ground's clock has passed all of it. It begins:";
  const columns = [
    ...[{ title: 'at' }, { title: 'until' }, { title: 'what' }],
    ...[{ title: 'set-point', ...RIGHT }, { title: 'state' }, { title: 'note' }],
  ];
  const lines = shown
    .slice(0, MOST_LINES)
    .map(({ at: begins, until, name, setpoint, ucum, state, cause, late, note }) => [
      ...[typedIso(begins), until === null ? 'open' : until === begins ? '' : typedIso(until), name],
      setpoint === null ? '' : `${figureText(setpoint)}${spokenUnit(ucum)}`,
      `${cause === '' ? state : `${state}: ${causeText(cause)}`}${late ? ', late' : ''}`,
      note,
    ]);
  const more = rows.length - Math.min(MOST_LINES, shown.length);
  const counted = more === 0 ? '' : `and ${countText(more, 'row')} more (--csv FILE)\n`;
  return `${title}\n${tableText(columns, lines, page)}${counted}`;
}

export function complianceText(answer: ComplianceOnWire, page: Page): string {
  const { ground, flight, pair, delay, at, steps, stepsSentence, channels, leftOut } = answer;
  const head = `${ground} against ${flight} (${pair}) after ${spokenDuration(delay)}, as run up to ${typedMinute(at)}\n`;
  const stepColumns = [
    ...['step', 'outcome', 'planned', 'ran'].map((title) => ({ title })),
    ...['late', 'known to'].map((title) => ({ title, ...RIGHT })),
  ];
  const stepLines = steps.map(({ name, outcome, plannedAt, ranAt, latenessSeconds, withinSeconds }) => [
    ...[
      name,
      outcome,
      plannedAt === null ? '–' : typedIso(plannedAt),
      ranAt === null ? '–' : typedIso(ranAt),
    ],
    latenessText(latenessSeconds),
    withinSeconds === null ? '–' : exactSpanText(withinSeconds * MICROS_PER_SECOND),
  ]);
  const stepsTable = steps.length === 0 ? '' : tableText(stepColumns, stepLines, page);
  const channelColumns = [
    { title: 'channel' },
    ...['blocks', 'to follow', 'judged', 'coverage', 'mean off', 'worst off', 'margin', 'in margin'].map(
      (title) => ({
        title,
        ...RIGHT,
      }),
    ),
  ];
  const channelLines = channels.map((one) => [
    ...[inUnit(one), groupedText(one.blocks), groupedText(one.toFollow)],
    ...[groupedText(one.judged), percentText(one.coverage)],
    ...[offText(one.mean), offText(one.worst?.value), figureText(one.margin)],
    percentText(one.withinMargin),
  ]);
  const sentences = [...channels, ...leftOut.map(({ sentence }) => ({ sentence: `left out: ${sentence}` }))];
  const told = sentences.map(({ sentence }) => `${sentence}\n`).join('');
  return `${head}\n${stepsTable}steps: ${stepsSentence}\n\n${tableText(channelColumns, channelLines, page)}to follow: blocks with a set-point that are over. coverage: judged of those. off: median of the ground minus set-point, over the blocks judged\n${told}${pendingText(answer)}`;
}

function latenessText(seconds: number | null): string {
  if (seconds === null) return '–';
  return `${seconds < 0 ? '−' : ''}${exactSpanText(Math.abs(seconds) * MICROS_PER_SECOND)}`;
}
