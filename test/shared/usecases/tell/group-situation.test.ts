import { expect, it } from 'vitest';
import { applyContacts } from '../../../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { standingAt } from '../../../../shared/usecases/judge/standing.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { actOnAlarm } from '../../../../shared/usecases/tell/act-on-alarm.ts';
import { groupSituation } from '../../../../shared/usecases/tell/group-situation.ts';
import { ALARMED, alarmedUpTo, DEFINITION, sent } from '../../../support/alarm-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';

const SILENCE = 'SILENCE:FU1:unit';
const PLAN = `aos,los,station
2026-03-01T01:30:00Z,2026-03-01T01:40:00Z,KIR
2026-03-01T03:20:00Z,2026-03-01T03:30:00Z,SVB
2026-03-01T05:20:00Z,2026-03-01T05:30:00Z,SVB
`;

/** Heard up to 01:30, and then no more. */
async function silent(): Promise<MemoryPorts> {
  const memory = await alarmedUpTo(0);
  await applyExperiment(memory, ALARMED, `${DEFINITION}contacts: { latency: PT10M, maxSilence: PT1H }\n`);
  await applyContacts(memory, ALARMED, PLAN, 'ada');
  await sent(memory, 0, 90);
  memory.clock.setTo('2026-03-01T12:00:00Z');
  return memory;
}

async function causesOf(memory: MemoryPorts) {
  const standing = await standingAt(memory, await loadExperiment(memory, ALARMED), memory.clock.now());
  return (await groupSituation(memory, standing, 'unit:FU1:temperature', null)).causes;
}

it('knows of a cause since when it is, and whether somebody has it in hand', async () => {
  const memory = await silent();
  const cause = { alarm: SILENCE, unit: 'FU1', part: 'unit' };
  const [before] = await causesOf(memory);
  expect(before).toMatchObject({ ...cause, isInHand: false });
  expect(before!.from).toBeGreaterThan(Date.parse('2026-03-01T01:29:00Z') * 1000);
  const act = (asked: Parameters<typeof actOnAlarm>[2]) =>
    actOnAlarm(memory, { experiment: ALARMED, alarm: SILENCE }, asked, { by: 'nora', comment: null });
  await act({ action: 'ACKNOWLEDGE' });
  expect(await causesOf(memory)).toMatchObject([{ ...cause, isInHand: true }]);
  await act({ action: 'UNACKNOWLEDGE' });
  expect(await causesOf(memory)).toMatchObject([{ ...cause, isInHand: false }]);
  await act({ action: 'SHELVE', until: memory.clock.now() + 3600e6 });
  expect(await causesOf(memory)).toMatchObject([{ ...cause, isInHand: true }]);
  memory.clock.advance(3601);
  expect(await causesOf(memory)).toMatchObject([{ ...cause, isInHand: false }]);
});
