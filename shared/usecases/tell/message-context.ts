/** What a message says beside what was found: when data may come, what to do, what others show, where to look. */
import { endOfPlan, nextContact } from '../../domain/contacts/contact.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { adviceLines, adviceOf } from '../../domain/notify/advice.ts';
import { type Besides, besideLines } from '../../domain/notify/beside-text.ts';
import type { MessageContext } from '../../domain/notify/message-text.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import { spokenUnit } from '../../domain/words/spoken-unit.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import type { Standing } from '../judge/standing.ts';
import { loadContacts } from '../known/load-contacts.ts';
import { besidesOf } from './besides.ts';

export interface Context extends MessageContext {
  /** Whether the harm is done though the reading is back. */
  isIrreversible(anomaly: Anomaly): boolean;
}

export async function messageContext(
  ports: Ports,
  standing: Standing,
  units: readonly string[],
  anomalies: readonly Anomaly[],
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
  const advised = (anomaly: Anomaly) => {
    const channel = index.channels.get(channelOf(anomaly.channels[0] ?? ''));
    const pair = index.pairs.get(anomaly.pair ?? '');
    const unit = anomaly.unit ?? pair?.flight;
    if (unit === undefined || channel === undefined) return null;
    const limits = anomaly.unit === undefined ? channel.twin.limits : channel.limits;
    return adviceOf(anomaly, limits, { index, unit, events: known });
  };
  return {
    ...{ experiment, now },
    nextContact: next === null || next.aos <= now ? null : next.aos,
    noContactAfter: plan === null || next !== null ? null : endOfPlan(plan.contacts),
    unitOf,
    linesOf: (anomaly) => {
      const advice = advised(anomaly);
      const beside = besides.get(anomaly.id) ?? { others: [], left: 0 };
      return [
        ...besideLines(anomaly, beside, { unitOf, now }),
        ...(advice === null ? [] : adviceLines(advice)),
      ];
    },
    look: `Looking acknowledges nothing: ${typedCommand(`alarms -e ${experiment}${unit === undefined ? '' : ` --unit ${unit}`} --history`)}`,
    isIrreversible: (anomaly) => advised(anomaly)?.irreversible === true,
  };
}
