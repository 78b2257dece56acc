import type { AlarmOnWire, AlarmsOnWire } from '../../../shared/contract/alarms.ts';
import { objectText, VOID_WORDS, wordOf } from '../../../shared/domain/alarm/entry-words.ts';
import { STATE_WORDS, withoutCurrentText } from '../../../shared/domain/alarm/state-words.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { channelOf } from '../../../shared/domain/telemetry/frame.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { typedIso, typedMinute } from '../../../shared/domain/words/instant.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { oldText } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Column } from './column.ts';
import { lookedAtText } from './looked-at-text.ts';
import type { Page } from './page.ts';
import { severityColour } from './paint.ts';
import { tableText } from './table.ts';

export interface AlarmView {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The UCUM code of each channel. */
  readonly ucums: Readonly<Record<string, string>>;
}

export interface AlarmsView extends AlarmView {
  readonly hasHistory: boolean;
  /** Whether those are shown too that wait for nobody. */
  readonly hasNormal: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: 'severity', colourOf: severityColour },
  { title: 'state' },
  { title: 'alarm', isHead: true },
  { title: 'since' },
  { title: 'as of' },
  { title: 'readings' },
  { title: 'owner' },
  { title: 'last done' },
];

const NOTHING_FOUND = `no such alarm was found; what is looked for: ${typedCommand('channels')}\n`;

/** A row per alarm, in the order of the answer; below it the time that was looked at. */
export function alarmsText(
  { alarms, lookedAt, damaged = [], ...rest }: AlarmsOnWire,
  view: AlarmsView,
  page: Page,
): string {
  const shown = view.hasNormal ? alarms : alarms.filter(({ state }) => state !== 'NORMAL');
  const left = alarms.length - shown.length;
  const normal =
    left === 0
      ? ''
      : `${countText(left, 'alarm')} over and acknowledged: ${typedCommand('alarms --state NORMAL')}\n`;
  const lost = damaged.map(
    ({ id, key }) => `an action on ${id} is damaged and left out (${key}): ${typedCommand('verify')}\n`,
  );
  const table =
    shown.length === 0
      ? NOTHING_FOUND
      : tableText(
          COLUMNS,
          shown.map((alarm) => rowOf(alarm, view)),
          page,
        );
  const histories = view.hasHistory ? shown.map((alarm) => `\n${historyText(alarm, page)}`) : [];
  return table + histories.join('') + normal + lost.join('') + lookedAtText(lookedAt) + pendingText(rest);
}

/** One alarm, as it stands after an action, with what moved it last. */
export function alarmText(alarm: AlarmOnWire, view: AlarmView, page: Page): string {
  const history = alarm.history.slice(-NEWEST);
  const historyLeft = (alarm.historyLeft ?? 0) + alarm.history.length - history.length;
  const newest = { ...alarm, history, historyLeft };
  return `${tableText(COLUMNS, [rowOf(alarm, view)], page)}\n${historyText(newest, page)}`;
}

const NEWEST = 5;

function rowOf(alarm: AlarmOnWire, { now, ucums }: AlarmView): string[] {
  const { id, state, current, onset, owner = '', shelvedUntil } = alarm;
  const until = shelvedUntil === undefined ? '' : ` until ${typedIso(shelvedUntil)}`;
  const asOf =
    current === undefined
      ? (withoutCurrentText(alarm) ?? 'not known')
      : `${typedIso(current.asOf)}, ${oldText(Date.parse(current.asOf) * 1000, now * 1000)}`;
  return [
    ...[severityText(alarm), `${STATE_WORDS[state]}${until}`, id, typedIso(onset), asOf],
    ...[readingsText(alarm, ucums), owner, lastDoneText(alarm)],
  ];
}

/** `38.9 °C, at worst 40.2 °C`; empty of kinds that hold no reading against a bound. */
function readingsText(alarm: AlarmOnWire, channels: AlarmView['ucums']): string {
  const { mostSevereValue, currentValue, current, channels: [series = ''] = [], ucums = {} } = alarm;
  if (mostSevereValue === null || currentValue === null) return '';
  const unit = spokenUnit(ucums[series] ?? channels[channelOf(series)]);
  const worst = `at worst ${figureText(mostSevereValue)}${unit}`;
  return current === undefined ? worst : `${figureText(currentValue)}${unit}, ${worst}`;
}

/** What an operator did last, with who and why. */
function lastDoneText({ history }: AlarmOnWire): string {
  const last = history.findLast(({ by }) => by !== undefined);
  if (last === undefined) return '';
  const done = `${wordOf(last.transition)}${objectText(last)}${last.void === undefined ? '' : ' (void)'}`;
  return `${done} ${whoText(last)}`;
}

type Entry = AlarmOnWire['history'][number];

function whoText({ by = '', at, comment }: Entry): string {
  return `by ${by} ${typedMinute(at)}${comment === undefined ? '' : `: ${comment}`}`;
}

const HISTORY: readonly Column[] = [
  { title: 'at' },
  { title: 'what', isHead: true },
  { title: 'then' },
  { title: 'by' },
  { title: 'why' },
];

function historyText({ id, history, historyLeft = 0 }: AlarmOnWire, page: Page): string {
  const rows = history.map((entry) => {
    const { at, transition, state, severity = '', by = '', comment = '', void: why } = entry;
    const what = `${wordOf(transition)}${objectText(entry)}${severity === '' ? '' : ` ${severity}`}`;
    const reasons = [comment, why === undefined ? '' : VOID_WORDS[why]].filter((text) => text !== '');
    return [by === '' ? typedIso(at) : typedMinute(at), what, STATE_WORDS[state], by, reasons.join('; ')];
  });
  const all = typedCommand(`alarms --history --limit ${history.length + historyLeft}`);
  const older =
    historyLeft === 0
      ? ''
      : `${countText(historyLeft, 'older transition')} not shown; all of them:\n  ${all}\n`;
  return `${id}\n${tableText(HISTORY, rows, page)}${older}`;
}
