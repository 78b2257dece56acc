/** A group of alarms about which messages are decided, minute by minute, each decision acted on. */
import type { AlarmAction } from '../../shared/domain/alarm/action.ts';
import { alarmOf, alarmsOf } from '../../shared/domain/alarm/alarm.ts';
import type { Severity } from '../../shared/domain/anomaly/anomaly.ts';
import type { Anomaly } from '../../shared/domain/detect/registry.ts';
import type { JournalRecord } from '../../shared/domain/journal/journal-record.ts';
import { decideGroup } from '../../shared/domain/notify/decide-group.ts';
import type { MessageRecord } from '../../shared/domain/notify/message-record.ts';
import { type Route, TOPIC_ROUTE } from '../../shared/domain/notify/route.ts';
import type { GroupDecision, GroupSituation } from '../../shared/domain/notify/situation.ts';
import { isoOf } from '../../shared/domain/time.ts';
import { oldEntry } from './journal-cases.ts';
import { TOLD } from './told-anomalies.ts';

const MINUTE = 60_000_000;
export const START = Date.parse('2026-03-01T08:00:00Z') * 1000;
export const minute = (minutes: number): number => START + minutes * MINUTE;

const KINDS = new Map(TOLD.map(({ anomaly }) => [anomaly.kind, anomaly]));

/** Of FU1's temperature or of its whole unit, ongoing from a minute on, or over at another. */
export function found(
  kind: 'LIMIT' | 'STUCK' | 'SILENCE' | 'DEAD',
  severity: Severity,
  { from = 0, to = null, asOf = from }: { from?: number; to?: number | null; asOf?: number } = {},
): Anomaly {
  const part = kind === 'SILENCE' ? 'unit' : kind === 'LIMIT' ? 'temperature:HIGH' : 'temperature';
  const current = to === null ? { asOf: minute(asOf), severity } : undefined;
  return {
    ...KINDS.get(kind)!,
    id: `${kind}:FU1:${part}:${isoOf(minute(from))}`,
    channels: kind === 'SILENCE' ? [] : ['temperature'],
    ...{ from: minute(from), to: to === null ? null : minute(to), severity, current },
  };
}

export class NotifyDesk {
  anomalies: Anomaly[] = [];
  owed: JournalRecord[] = [];
  routes: Route[] = [TOPIC_ROUTE];
  causes: GroupSituation['causes'] = [];
  readonly group: string;
  readonly actions: AlarmAction[] = [];
  readonly messages: MessageRecord[] = [];

  constructor(group = 'unit:FU1:temperature') {
    this.group = group;
  }

  /** What is found now is this, and the journal has entered it at that minute. */
  learn(at: number, anomaly: Anomaly, more: Partial<JournalRecord> = {}): void {
    this.see(anomaly);
    const id = `${anomaly.id}:${more.transition ?? 'OPENED'}:${this.messages.length + this.owed.length}`;
    const retroactive = anomaly.current === undefined;
    const entry = { id, anomaly, learntAt: minute(at), reason: 'FIRST' as const, retroactive };
    this.owed.push(oldEntry('OPENED', { ...entry, ...more }));
  }

  /** Takes the place of what was found of the same episode. */
  see(anomaly: Anomaly): void {
    this.anomalies = [...this.anomalies.filter(({ id }) => id !== anomaly.id), anomaly];
  }

  act(
    at: number,
    anomaly: Anomaly,
    doing: { action: 'ACKNOWLEDGE' | 'UNACKNOWLEDGE' } | { until: number },
  ): void {
    const alarm = alarmOf(anomaly) ?? '';
    const { from, severity, current, to } = anomaly;
    const seen = { from, to: current?.asOf ?? to ?? from, severity, returned: to !== null };
    const common = {
      alarm,
      number: this.actions.length + 1,
      at: minute(at),
      by: 'nora',
      comment: null,
      seen,
    };
    this.actions.push(
      'until' in doing
        ? { ...common, action: 'SHELVE', until: minute(doing.until) }
        : { ...common, action: doing.action },
    );
  }

  decide(at: number): GroupDecision {
    const byAlarm = Map.groupBy(this.actions, ({ alarm }) => alarm);
    return decideGroup({
      ...{ group: this.group, anomalies: this.anomalies, owed: this.owed, messages: this.messages },
      ...{ causes: this.causes, routes: this.routes, units: ['FU1'], now: minute(at) },
      alarms: alarmsOf(this.anomalies, byAlarm, minute(at)),
      armed: [{ from: -Infinity, to: Infinity }],
    });
  }

  /** Decides, acts on it, and says what was sent: `topic ALARM CRITICAL LIMIT`. */
  at(minutes: number): string[] {
    const { make, settle, end } = this.decide(minutes);
    for (const one of end) {
      const place = this.messages.indexOf(one);
      this.messages[place] = { ...one, endedAt: minute(minutes) };
    }
    for (const { route, about, severity, covers, entries } of make) {
      const isLast = about === 'RESOLVED' || about === 'NOTICE';
      this.messages.push({
        ...{ group: this.group, number: this.messages.length + 1, route: route.id, about, severity },
        ...{ covers: [...covers], entries: entries.map(({ id }) => id), subject: '', text: '' },
        ...{ loudness: 'MAIL', madeAt: minute(minutes), endedAt: isLast ? minute(minutes) : null },
        ...{ tries: 1, nextTryAt: 0, sentAt: minute(minutes), failedAt: null, error: null },
      });
    }
    this.owed = this.owed.filter((entry) => !settle.some((one) => one.entry === entry));
    return make.map(({ route, about, severity, anomalies }) =>
      [route.id, about, severity, ...anomalies.map(({ kind }) => kind)].join(' '),
    );
  }

  /** Every minute of [from, to): what was sent, with the minute before it. */
  through(from: number, to: number): string[] {
    const told: string[] = [];
    for (let now = from; now < to; now += 0.5) told.push(...this.at(now).map((one) => `${now} ${one}`));
    return told;
  }
}
