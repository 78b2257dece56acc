/** What a message says beside what was found: when data may come, what to do, what others show, where to look. */
import { endOfPlan, nextContact } from '../../domain/contacts/contact.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { adviceTold, toldAt } from '../../domain/notify/advice.ts';
import { adviceLines } from '../../domain/notify/advice-text.ts';
import { type Besides, besideLines } from '../../domain/notify/beside-text.ts';
import type { MessageRecord } from '../../domain/notify/message-record.ts';
import type { MessageContext } from '../../domain/notify/message-text.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import { utcText } from '../../domain/words/instant.ts';
import { spokenUnit } from '../../domain/words/spoken-unit.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { adviceIn } from '../judge/alarm-advice.ts';
import type { Standing } from '../judge/standing.ts';
import { loadContacts } from '../known/load-contacts.ts';
import { besidesOf } from './besides.ts';

export interface Context extends MessageContext {
  /** Whether the harm is done though the reading is back. */
  isIrreversible(anomaly: Anomaly): boolean;
}

interface Spoken {
  readonly units: readonly string[];
  readonly anomalies: readonly Anomaly[];
  /** Of the group, by number: what is in none of them is told now. */
  readonly messages: readonly MessageRecord[];
  /** Whether somebody still has to respond to it. */
  isWaiting(anomaly: Anomaly): boolean;
}

export async function messageContext(
  ports: Ports,
  standing: Standing,
  { units, anomalies, messages, isWaiting }: Spoken,
): Promise<Context> {
  const now = standing.at;
  const { experiment, definition, index, events } = standing.loaded;
  const plan = await loadContacts(ports, experiment, definition);
  const next = plan === null ? null : nextContact(plan, now);
  const known = await events();
  const [unit] = units;
  const besides = new Map<string, Besides>();
  for (const one of anomalies)
    if (!besides.has(one.id)) besides.set(one.id, await besidesOf(ports, standing, one));
  const unitOf = (series: string) => spokenUnit(index.channels.get(channelOf(series))?.unit);
  const advised = (anomaly: Anomaly) => adviceIn(standing.loaded, known, anomaly);
  const adviceTo = (anomaly: Anomaly): string[] => {
    const advice = advised(anomaly);
    if (advice === null) return [];
    const told = adviceTold(advice, toldAt(anomaly, messages) ?? now, isWaiting(anomaly));
    return adviceLines(told, now, (at) => utcText(at, now));
  };
  return {
    ...{ experiment, now },
    nextContact: next === null || next.aos <= now ? null : next.aos,
    noContactAfter: plan === null || next !== null ? null : endOfPlan(plan.contacts),
    unitOf,
    linesOf: (anomaly) => {
      const beside = besides.get(anomaly.id) ?? { others: [], left: 0 };
      return [...besideLines(anomaly, beside, { unitOf, now }), ...adviceTo(anomaly)];
    },
    look: `Looking acknowledges nothing: ${typedCommand(`alarms -e ${experiment}${unit === undefined ? '' : ` --unit ${unit}`} --history`)}`,
    isIrreversible: (anomaly) => advised(anomaly)?.irreversible === true,
  };
}
