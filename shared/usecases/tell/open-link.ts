/** What the link of a message shows, and what its form does. Whoever holds the link needs no other token. */
import { type Alarm, alarmsOf } from '../../domain/alarm/alarm.ts';
import { hasMoved, type Sighted } from '../../domain/alarm/decide-action.ts';
import type { AlarmStateName } from '../../domain/alarm/state.ts';
import { type Anomaly, subjectNamed } from '../../domain/detect/registry.ts';
import { type MessageRecord, messageKey, messageKind } from '../../domain/notify/message-record.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { actionsOfAlarm } from '../judge/alarm-actions.ts';
import { type Standing, standingAt, standingOf } from '../judge/standing.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { actOnAlarm } from './act-on-alarm.ts';
import { type Context, messageContext } from './message-context.ts';

export interface Link {
  readonly experiment: string;
  readonly group: string;
  readonly number: number;
  readonly token: string;
}

export interface LinkedAlarm {
  readonly id: string;
  /** Null: it is not found any more. */
  readonly alarm: Alarm | null;
}

export interface Linked {
  readonly message: MessageRecord;
  readonly alarms: readonly LinkedAlarm[];
  readonly now: Micros;
  readonly context: Pick<Context, 'linesOf' | 'unitOf'>;
}

/** Refuses with `link.unknown` what is the link of no message. */
export async function refuseUnknownLink(ports: Ports, link: Link): Promise<void> {
  await messageOf(ports, link);
}

/** As things stand now. Changes nothing: programs that look at mail follow links. */
export async function openLink(ports: Ports, link: Link): Promise<Linked> {
  const message = await messageOf(ports, link);
  const standing = await standingAt(ports, await loadExperiment(ports, link.experiment), ports.clock.now());
  const alarms: LinkedAlarm[] = [];
  for (const id of new Set(message.covers.map(({ alarm }) => alarm)))
    alarms.push({ id, alarm: await alarmNow(ports, standing, id) });
  const found: Anomaly[] = alarms.flatMap(({ alarm }) => (alarm === null ? [] : [alarm.newest]));
  const units = [...new Set(found.flatMap(({ unit }) => unit ?? []))];
  const context = await messageContext(ports, standing, units, found);
  return { message, alarms, now: standing.at, context };
}

/** What the page of a link showed of an alarm. */
export interface LinkSighted extends Sighted {
  readonly alarm: string;
}

/**
 * Acknowledges those that wait for somebody; once more it changes nothing. One that began anew or became worse since the
 * page was shown stays as it is: nobody acknowledges what nobody saw.
 *
 * @param sighted what the page showed; an alarm that it did not show is not acknowledged
 * @returns whether all that waits was acknowledged as it was seen
 */
export async function acknowledgeByLink(
  ports: Ports,
  link: Link,
  sighted: readonly LinkSighted[],
): Promise<boolean> {
  const { message, alarms } = await openLink(ports, link);
  const by = `link of ${message.route}`;
  let isAll = true;
  for (const { id, alarm } of alarms) {
    const seen = sighted.find((one) => one.alarm === id);
    if (alarm === null || !waitsForSomebody(alarm.state.state)) continue;
    if (seen === undefined || hasMoved(alarm, seen)) {
      isAll = false;
      continue;
    }
    const at = { experiment: link.experiment, alarm: id };
    await actOnAlarm(ports, at, { action: 'ACKNOWLEDGE' }, { by, comment: null, sighted: seen });
  }
  return isAll;
}

export function waitsForSomebody(state: AlarmStateName): boolean {
  return state === 'UNACK_ALARM' || state === 'RTN_UNACK' || state === 'LATCH_UNACK';
}

/** Equal digests, so that how long it takes says nothing of the token. */
async function messageOf(ports: Ports, link: Link): Promise<MessageRecord> {
  const stored = await ports.catalogue.get(messageKind, messageKey(link.experiment, link));
  const token = stored?.item.token;
  if (stored === null || token === undefined || sha256(token) !== sha256(link.token)) throw unknownLink();
  return stored.item;
}

function unknownLink(): Refusal {
  const advice = `open the link of the message again, whole, or use ${typedCommand('alarms')}`;
  return new Refusal('not-found', 'link.unknown', `this link is of no message, or of another one: ${advice}`);
}

async function alarmNow(ports: Ports, standing: Standing, id: string): Promise<Alarm | null> {
  const subject = subjectNamed(id);
  const { anomalies } = await standingOf(ports, standing, subject.kind, subject.id);
  const actions = await actionsOfAlarm(ports, standing.loaded.experiment, id);
  return alarmsOf(anomalies, new Map([[id, actions]]), standing.at).find((one) => one.id === id) ?? null;
}
