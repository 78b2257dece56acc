import { alarmsOf } from '../../domain/alarm/alarm.ts';
import { DOWNLINK, receiptKind } from '../../domain/downlink/receipt.ts';
import { passedContacts } from '../../domain/handover/passed-contacts.ts';
import { sortKey } from '../../domain/kind.ts';
import type { AliveFacts } from '../../domain/notify/alive-text.ts';
import { isUndelivered, MESSAGE, messageKind } from '../../domain/notify/message-record.ts';
import type { Route } from '../../domain/notify/route.ts';
import { untakenBy } from '../../domain/notify/untaken.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { allAlarmActions } from '../judge/alarm-actions.ts';
import { allStanding, standingAt } from '../judge/standing.ts';
import { listSound } from '../known/list-sound.ts';
import { loadContacts } from '../known/load-contacts.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';

const DAY = 86_400 * MICROS_PER_SECOND;

/** As things stand now, and of the last 24 h. */
export async function aliveFacts(
  ports: Ports,
  loaded: LoadedExperiment,
  routes: readonly Route[],
): Promise<AliveFacts> {
  const { experiment, definition, index } = loaded;
  const { upstream } = await owedNow(ports, loaded);
  const now = ports.clock.now();
  const since = now - DAY;
  const subjects = await allStanding(ports, await standingAt(ports, loaded, now));
  const { byAlarm, damaged } = await allAlarmActions(ports, experiment);
  const alarms = alarmsOf(
    subjects.flatMap(({ anomalies }) => anomalies),
    byAlarm,
    now,
  );
  let lost = damaged.length;
  const receipts = await soundReceipts(ports, experiment, () => lost++);
  const plan = await loadContacts(ports, experiment, definition);
  const announced = receipts.map(({ createdAt }) => createdAt);
  const passed = plan === null ? null : passedContacts(plan, announced, { since, now });
  return {
    ...{ experiment, now, pending: upstream, damaged: lost },
    units: definition.units.map(({ id: unit }) => {
      const found = subjects.find(({ kind, id }) => kind === 'unit' && id === unit);
      return { unit, asOf: found?.record?.asOf ?? null };
    }),
    open: alarms.filter(({ state }) => state.state !== 'NORMAL'),
    missedContacts:
      passed?.flatMap(({ contact, brought }) => (brought === 'NOTHING' ? [contact] : [])) ?? null,
    failed: receipts.filter(
      ({ state, createdAt }) => createdAt >= since && (state === 'REFUSED' || state === 'FAILED'),
    ),
    unsent: await unsentIn(ports, experiment),
    untaken: untakenBy(routes, [...index.channels.keys()]),
  };
}

async function soundReceipts(ports: Ports, experiment: string, onDamaged: () => void) {
  const listed = { partition: experiment, prefix: sortKey(DOWNLINK, '') };
  const sound = listSound(ports, receiptKind, listed, onDamaged);
  return (await Array.fromAsync(sound)).map(({ item }) => item);
}

async function unsentIn(ports: Ports, experiment: string): Promise<number> {
  const keys = await Array.fromAsync(ports.catalogue.due(experiment, { prefix: sortKey(MESSAGE, '') }));
  const read = await Promise.all(keys.map((key) => ports.catalogue.get(messageKind, key)));
  return read.filter((stored) => stored !== null && isUndelivered(stored.item)).length;
}
