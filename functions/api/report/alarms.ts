/** What people had to answer to, what they did, and what they wrote down. */

import { STATE_WORDS } from '../../../shared/domain/alarm/state-words.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso, typedMinute } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import type { ReportedWatch } from '../../../shared/usecases/report/report-experiment.ts';
import { damagedLines, pendingLine } from './findings.ts';
import { type HeadCell, list, type Row, table } from './table.ts';

const MOST_ALARMS = 60;

const ALARMS: readonly HeadCell[] = [
  { title: 'severity', width: 12 },
  { title: 'state', width: 14 },
  { title: 'alarm', width: 26 },
  { title: 'since', width: 14 },
  { title: 'what moved it', width: 34 },
];

type Alarm = ReportedWatch['alarms']['alarms'][number];

export function alarmsSection(watch: ReportedWatch): string {
  const { alarms, lookedAt, damaged, pending } = watch.alarms;
  const shown = alarms.slice(0, MOST_ALARMS);
  const rest = alarms.length - shown.length;
  const left = rest === 0 ? '' : `; ${countText(rest, 'more')} not shown`;
  return [
    '<h2 id="alarms">Alarms and notes</h2>',
    shown.length === 0
      ? `<p>${escaped(noneText(lookedAt))}</p>`
      : table(`Those first that wait for somebody${left}`, ALARMS, shown.map(alarmRow)),
    list([...damagedLines(damaged), ...pendingLine(pending)]),
    notesTable(watch),
  ].join('\n');
}

const MOST_NAMED = 12;

/** Of what nobody looked at, nothing is known. */
function noneText(lookedAt: ReportedWatch['alarms']['lookedAt']): string {
  const looked = lookedAt.filter(({ to }) => to !== null).map(({ unit }) => unit);
  return looked.length === 0
    ? 'No time of any unit was looked at, so that nothing is known of alarms.'
    : `No alarm was raised in the time that was looked at of ${listText(looked, ', ', MOST_NAMED)}.`;
}

function alarmRow(alarm: Alarm): Row {
  const { id, state, onset, owner, history, historyLeft = 0 } = alarm;
  return {
    cells: [
      { text: severityText(alarm) },
      { text: STATE_WORDS[state], why: owner === undefined ? [] : [`looked after by ${owner}`] },
      { text: id },
      { text: typedIso(onset) },
      {
        text: historyLeft === 0 ? '' : `${countText(historyLeft, 'older step')} not shown`,
        why: history.map(stepText),
      },
    ],
  };
}

function stepText({ at, transition, by, comment, void: isVoid }: Alarm['history'][number]): string {
  const who = by === undefined ? '' : ` by ${by}`;
  const why = comment === undefined ? '' : `: ${comment}`;
  const what = transition.toLowerCase().replaceAll('_', ' ');
  return `${typedMinute(at)} ${what}${who}${why}${isVoid === undefined ? '' : ' (it moved nothing)'}`;
}

const NOTES: readonly HeadCell[] = [
  { title: 'about', width: 18 },
  { title: 'unit', width: 12 },
  { title: 'note', width: 52 },
  { title: 'by', width: 18 },
];

function notesTable({ notes: { notes, known, older = 0, damaged } }: ReportedWatch): string {
  const lost = damagedLines(damaged);
  if (notes.length === 0)
    return `<p>${known === 0 ? 'Nobody has written a note.' : 'No note can be shown.'}</p>${list(lost)}`;
  const rows = notes.map(
    ({ at, unit = 'all', text, by, writtenAt }): Row => ({
      cells: [
        { text: typedMinute(at) },
        { text: unit },
        { text },
        { text: by, why: [`written ${typedMinute(writtenAt)}`] },
      ],
    }),
  );
  const left = older === 0 ? '' : `; ${countText(older, 'older one')} not shown`;
  return `${table(`Notes, in order of what they are about${left}`, NOTES, rows)}\n${list(lost)}`;
}
