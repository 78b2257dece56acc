import { describe, expect, it } from 'vitest';
import { warningsOf } from '../../../../shared/domain/experiment/warnings.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { listAlarms } from '../../../../shared/usecases/answer/list-alarms.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { messagesOf } from '../../../../shared/usecases/judge/messages-of.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const definition = (limit: string) => `
id: advised
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units: [{ id: FU1, arm: flight }, { id: GU1, arm: ground }]
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, period: PT1H, stuckAfter: none, spike: none, limits: [${limit}] }
sources:
  - { id: s, match: 'fu*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
`;
const ADVISED =
  '{ critical: [30, 40], minViolations: 2, consequence: cells die within the hour, action: switch to the spare heater, respondWithin: PT30M }';

const hours = (values: readonly number[]) =>
  `t,temp\n${values.map((value, i) => `2026-03-01T${String(i).padStart(2, '0')}:00:00Z,${value}`).join('\n')}\n`;

async function told(limit: string, values: readonly number[]): Promise<MemoryPorts['notifier']['notices']> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'advised', definition(limit));
  await upload(memory, 'advised', 'fu1.csv', hours(values));
  await settleAll(memory);
  return memory.notifier.notices;
}

describe('a message', () => {
  it('says what happens if nobody acts, what to do, what the twin shows, and where to look', async () => {
    const [notice] = await told(ADVISED, [37, 41, 42, 43]);
    expect(notice!.text.split('\n').slice(-4)).toEqual([
      'Twin GU1: nothing of it has been received yet; nothing of it is judged yet.',
      'Consequence: cells die within the hour.',
      expect.stringMatching(
        /^Do: switch to the spare heater\. Respond by .+ UTC \(within 30 min of the first message\)\.$/,
      ),
      'Looking acknowledges nothing: ./howship alarms -e advised --unit FU1 --history',
    ]);
  });

  it('of a past rings where its limit says that the harm is done', async () => {
    const past = [37, 41, 42, 43, 37, 37, 37, 37];
    expect((await told(ADVISED, past)).map(({ route }) => route)).toEqual(['MAIL']);
    const irreversible = ADVISED.replace(' }', ', irreversible: true }');
    expect((await told(irreversible, past)).map(({ route }) => route)).toEqual(['PAGE']);
  });
});

it('the list of alarms says the same, with the instant since people were told', async () => {
  const memory = memoryPorts();
  await applyExperiment(memory, 'advised', definition(ADVISED));
  await upload(memory, 'advised', 'fu1.csv', hours([37, 41, 42, 43]));
  await settleAll(memory);
  const told = await messagesOf(memory, 'advised', 'unit:FU1:temperature');
  const { alarms } = await listAlarms(memory, 'advised', {});
  expect(alarms[0]?.advice).toEqual({
    consequence: 'cells die within the hour',
    action: 'switch to the spare heater',
    respondWithinSeconds: 1800,
    respondBy: `${isoOf((told[0]?.madeAt ?? 0) + 1_800_000_000).slice(0, 16)}:00Z`,
  });
});

describe('a limit that calls people', () => {
  const codes = (limit: string) =>
    warningsOf(readDefinition(definition(limit)).definition).flatMap(({ code, field }) =>
      code === 'definition.page-without-action' ? [field] : [],
    );

  it('is a warning where it does not say what to do', () => {
    expect(codes('{ critical: [30, 40] }')).toEqual(['channels[0].limits[0]']);
    expect(codes('{ severe: [30, 40], warning: [31, 39] }')).toEqual(['channels[0].limits[0]']);
    expect(codes('{ warning: [30, 40] }')).toEqual([]);
    expect(codes(ADVISED)).toEqual([]);
  });
});
