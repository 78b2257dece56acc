/** docs/promises.md#p7: a mission with alarms and what operators did, taken in in any order. */
import { type AlarmAction, alarmActionKey, alarmActionKind } from '../../shared/domain/alarm/action.ts';
import type { AskedAction } from '../../shared/domain/alarm/decide-action.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { shuffled } from '../../shared/simulator/shuffled.ts';
import { allAlarmActions } from '../../shared/usecases/judge/alarm-actions.ts';
import { actOnAlarm } from '../../shared/usecases/tell/act-on-alarm.ts';
import { ALARMED, alarmedUpTo, alarmsAt, GAS, HEAT, minutes, sent } from './alarm-experiment.ts';
import type { MemoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';

const MISSION = 480;
const DUMP = 60;
/** How often everything that arrived so far is worked on before the next file or action comes. */
const SETTLES_BETWEEN = 0.4;
/** When the alarms are listed: the last shelf lasts beyond it. */
const ASKED_AT = 500;

const instant = (minute: number) => Date.parse('2026-03-01T00:00:00Z') * 1000 + minute * 60_000_000;

/** What operators do once the data up to a minute have come. */
const DONE: Readonly<Record<number, readonly (readonly [alarm: string, asked: AskedAction])[]>> = {
  120: [
    [HEAT, { action: 'ACKNOWLEDGE' }],
    [GAS, { action: 'ASSIGN', owner: 'ada' }],
  ],
  180: [
    [GAS, { action: 'ACKNOWLEDGE' }],
    [GAS, { action: 'RESET' }],
    [HEAT, { action: 'ACKNOWLEDGE' }],
  ],
  240: [
    [HEAT, { action: 'UNACKNOWLEDGE' }],
    [HEAT, { action: 'SHELVE', until: instant(300) }],
  ],
  480: [[HEAT, { action: 'SHELVE', until: instant(600) }]],
};

/** In the order of the mission, dump by dump, each worked on before anything is done. */
export async function missionInOrder(): Promise<MemoryPorts> {
  const memory = await alarmedUpTo(0);
  for (let to = DUMP; to <= MISSION; to += DUMP) {
    await sent(memory, to - DUMP, to);
    for (const [alarm, asked] of DONE[to] ?? [])
      await actOnAlarm(memory, { experiment: ALARMED, alarm }, asked, { by: 'nora', comment: `at ${to}` });
  }
  return memory;
}

/** What was done, as it was recorded. */
export async function actionsIn(memory: MemoryPorts): Promise<readonly AlarmAction[]> {
  return [...(await allAlarmActions(memory, ALARMED)).byAlarm.values()].flat();
}

/** The same dumps, cut otherwise and some of them twice, and the same actions, in the order of that seed. */
export async function missionShuffled(seed: number, actions: readonly AlarmAction[]): Promise<MemoryPorts> {
  const { uniform } = randomStream(seed, 'alarms');
  const memory = await alarmedUpTo(0);
  const lengths = [30, 40, 60, 120];
  const dump = lengths[Math.floor(uniform() * lengths.length)]!;
  const files = Array.from({ length: MISSION / dump }, (_, i) => minutes(i * dump, (i + 1) * dump));
  const again = files
    .filter(() => uniform() < 0.1)
    .map(([name, text]) => [`fu1-again-${name}`, text] as const);
  const comings = [
    ...[...files, ...again].map(
      ([name, text]) =>
        () =>
          upload(memory, ALARMED, name, text),
    ),
    ...actions.map((action) => () => recorded(memory, action)),
  ];
  for (const come of shuffled(comings, uniform)) {
    await come();
    if (uniform() < SETTLES_BETWEEN) await settleAll(memory);
  }
  await settleAll(memory);
  return memory;
}

/** As a rebuild puts it back. */
export async function recorded(memory: MemoryPorts, action: AlarmAction): Promise<void> {
  await memory.catalogue.put(alarmActionKind, alarmActionKey(ALARMED, action), action, null);
}

export const alarmsInTheEnd = (memory: MemoryPorts) => alarmsAt(memory, ASKED_AT);
