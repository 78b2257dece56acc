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
import { isUnanswered } from '../judge/alarm-advice.ts';
import { messagesOf } from '../judge/messages-of.ts';
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
  const waiting = new Set(
    alarms.flatMap(({ alarm }) => (alarm !== null && isUnanswered(alarm.state.state) ? alarm.newest.id : [])),
  );
  const context = await messageContext(ports, standing, {
    ...{ units, anomalies: found, messages: await messagesOf(ports, link.experiment, link.group) },
    isWaiting: ({ id }) => waiting.has(id),
  });
  return { message, alarms, now: standing.at, context };
}

/** What the page of a link showed of an alarm. */
export interface LinkSighted extends Sighted {
  readonly alarm: string;
}

export type LinkAction = 'ACKNOWLEDGE' | 'UNACKNOWLEDGE';

/**
 * Acknowledges those that wait for somebody, or takes back what was acknowledged by links of this route; once more it
 * changes nothing. One that began anew or became worse since the page was shown stays as it is: nobody acknowledges what
 * nobody saw.
 *
 * @param sighted what the page showed; an alarm that it did not show is left alone
 * @returns whether all that was to be moved was moved as it was seen
 */
export async function actByLink(
  ports: Ports,
  link: Link,
  action: LinkAction,
  sighted: readonly LinkSighted[],
): Promise<boolean> {
  const { message, alarms } = await openLink(ports, link);
  let isAll = true;
  for (const { id, alarm } of alarms) {
    const seen = sighted.find((one) => one.alarm === id);
    if (alarm === null) continue;
    const isMeant =
      action === 'ACKNOWLEDGE' ? waitsForSomebody(alarm.state.state) : isAcknowledgedBy(alarm, message);
    if (!isMeant) continue;
    if (seen === undefined || hasMoved(alarm, seen)) {
      isAll = false;
      continue;
    }
    const at = { experiment: link.experiment, alarm: id };
    await actOnAlarm(ports, at, { action }, { by: nameOf(message), comment: null, sighted: seen });
  }
  return isAll;
}

/** Who acts by a link is known by the route that it was sent by. */
const nameOf = ({ route }: Pick<MessageRecord, 'route'>): string => `link of ${route}`;

/** Whether what was done to it last is an acknowledgement by a link of that route. */
export function isAcknowledgedBy(
  { entries }: Pick<Alarm, 'entries'>,
  message: Pick<MessageRecord, 'route'>,
): boolean {
  const last = entries.findLast(({ by, void: why }) => by !== undefined && why === undefined);
  return last?.by === nameOf(message) && last.transition === 'ACKNOWLEDGED';
}

export function waitsForSomebody(state: AlarmStateName): boolean {
  return state === 'UNACK_ALARM' || state === 'RTN_UNACK' || state === 'LATCH_UNACK';
}

/** What ends a sentence is taken for a part of the link by programs that make text clickable. */
const AFTER_A_LINK = /[.,;:!?)>\]"']+$/;

/** Equal digests, so that how long it takes says nothing of the token. */
async function messageOf(ports: Ports, link: Link): Promise<MessageRecord> {
  const stored = await ports.catalogue.get(messageKind, messageKey(link.experiment, link));
  const token = stored?.item.token;
  const given = link.token.replace(AFTER_A_LINK, '');
  if (stored === null || token === undefined || sha256(token) !== sha256(given)) throw unknownLink();
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
