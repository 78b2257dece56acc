/** What a message says beside what was found: when data may come, what to do, what others show, where to look. */
import { nextContact } from '../../domain/contacts/contact.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { adviceLines, adviceOf } from '../../domain/notify/advice.ts';
import { type Beside, besideLines } from '../../domain/notify/beside-text.ts';
import type { MessageContext } from '../../domain/notify/message-text.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import type { Micros } from '../../domain/time.ts';
import { spokenUnit } from '../../domain/words/spoken-unit.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { type Standing, standingOf } from '../judge/standing.ts';
import { loadContacts } from '../known/load-contacts.ts';

/** Siblings that are looked at: a message is late already. */
const MOST_SIBLINGS = 5;

export interface Context extends MessageContext {
  /** Whether the harm is done though the reading is back. */
  isIrreversible(anomaly: Anomaly): boolean;
}

export async function messageContext(
  ports: Ports,
  standing: Standing,
  units: readonly string[],
  now: Micros,
): Promise<Context> {
  const { experiment, definition, index, events } = standing.loaded;
  const plan = await loadContacts(ports, experiment, definition);
  const next = plan === null ? null : nextContact(plan, now);
  const known = await events();
  const [unit] = units;
  const others = units.length === 1 && unit !== undefined ? await besides(ports, standing, unit) : [];
  const advised = (anomaly: Anomaly) => {
    const channel = index.channels.get(channelOf(anomaly.channels[0] ?? ''));
    if (anomaly.unit === undefined || channel === undefined) return null;
    return adviceOf(anomaly, channel.limits, { index, unit: anomaly.unit, events: known });
  };
  return {
    ...{ experiment, now },
    nextContact: next === null || next.aos <= now ? null : next.aos,
    unitOf: (series) => spokenUnit(index.channels.get(channelOf(series))?.unit),
    linesOf: (anomaly) => {
      const advice = advised(anomaly);
      return [...besideLines(anomaly, others), ...(advice === null ? [] : adviceLines(advice))];
    },
    look: `${typedCommand(`alarms -e ${experiment}${unit === undefined ? '' : ` --unit ${unit}`} --history`)} shows it; only an acknowledgement by name acknowledges it.`,
    isIrreversible: (anomaly) => advised(anomaly)?.irreversible === true,
  };
}

/** The twins of the unit, and the units of its arm. */
async function besides(ports: Ports, standing: Standing, unit: string): Promise<Beside[]> {
  const { index, definition } = standing.loaded;
  const twins = (index.pairsByUnit.get(unit) ?? []).map(({ flight, ground }) =>
    flight === unit ? ground : flight,
  );
  const arm = index.units.get(unit)?.arm;
  const siblings = definition.units
    .filter((one) => one.arm === arm && one.id !== unit && !twins.includes(one.id))
    .slice(0, MOST_SIBLINGS);
  const named = [
    ...twins.map((id) => ({ unit: id, is: 'TWIN' as const })),
    ...siblings.map(({ id }) => ({ unit: id, is: 'SIBLING' as const })),
  ];
  const others: Beside[] = [];
  for (const one of named)
    others.push({ ...one, anomalies: (await standingOf(ports, standing, 'unit', one.unit)).anomalies });
  return others;
}
