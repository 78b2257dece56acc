import { describe, expect, it } from 'vitest';
import { queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';

const ASKED = { pair: 'P1', channel: 'temperature' };
const PHASES = `phases:
  - { id: growth, from: activation, to: stimulus, armed: true }
  - { id: stimulated, from: stimulus, to: fixation, armed: true }
  - { id: fixed, from: fixation, armed: false }
`;
const at = (hour: number, minute = 0) =>
  `2026-03-01T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`;

/** The twins with a stimulus after 150 minutes and fixation after 240, of the flight unit; the ground's is as planned. */
async function phased(events: readonly string[], phases = PHASES): Promise<MemoryPorts> {
  const definition = TWIN_DEFINITION.replace(/phases:\n.*\n/, phases).replace(
    'events: [{ name: activation, at: 2026-03-01T06:00:00Z, accuracy: PT1S }]',
    `events: [${events.join(', ')}]`,
  );
  const memory = memoryPorts();
  await applyExperiment(memory, 'twins', definition);
  const { flight, ground } = twinFiles();
  await upload(memory, 'twins', 'fu1.csv', flight);
  await upload(memory, 'twins', 'gu1.csv', ground);
  await settleAll(memory);
  return memory;
}

const event = (name: string, when: string) => `{ name: ${name}, at: ${when}, accuracy: PT1S }`;
const EVENTS = [event('activation', at(6)), event('stimulus', at(8, 30)), event('fixation', at(10))];

describe('a delta by phase', () => {
  it('has a row a phase, and the rows add up to the whole', async () => {
    const { phases, summaryAll, summary, excluded } = await queryDelta(await phased(EVENTS), 'twins', ASKED);
    expect(phases.map(({ phase, armed, summaryAll: all }) => [phase, armed, all.pairedSamples])).toEqual([
      ['growth', true, 150],
      ['stimulated', true, 90],
      ['fixed', false, 60],
    ]);
    expect(summaryAll.pairedSamples).toBe(300);
    // The frozen hour is minutes 100 to 160: fifty of it in growth, ten in stimulated.
    expect(phases.map((phase) => phase.summary.pairedSamples)).toEqual([100, 80, 0]);
    expect(summary.pairedSamples).toBe(180);
    expect(excluded).toEqual({
      flight: { stuck: 60, unarmed: 60 },
      ground: { 'partner-excluded': 60, unarmed: 60 },
    });
    expect(phases.map((phase) => phase.excluded.flight)).toEqual([
      { stuck: 50 },
      { stuck: 10 },
      { unarmed: 60 },
    ]);
  });

  it('gives each phase its own time, environment and reason', async () => {
    const { phases, range, environment } = await queryDelta(await phased(EVENTS), 'twins', ASKED);
    expect(range).toMatchObject({ firstElapsedSeconds: 0, lastElapsedSeconds: 299 * 60 });
    expect(phases[1]!.range).toMatchObject({
      first: '2026-03-01T08:30:00Z',
      firstElapsedSeconds: 9000,
      lastElapsedSeconds: 239 * 60,
    });
    expect(phases.map(({ environment }) => environment.verdict)).toEqual(['UNKNOWN', 'CLEAN', 'CLEAN']);
    expect(environment.reasons.map(({ sentence }) => sentence)).toContain(
      'phases that are not CLEAN by themselves: growth UNKNOWN',
    );
    expect(phases[2]!.summary.deltaReason).toBe(
      'none of the 60 paired samples counts here: the phase fixed is not armed, so that none of it is in a summary; summaryAll has it',
    );
  });

  it('says of a range in no armed phase which one has not begun', async () => {
    const waiting = `phases:
  - { id: growth, from: activation, to: stimulus, armed: true }
  - { id: recovery, from: landing, armed: true }
`;
    const memory = await phased(EVENTS.slice(0, 2), waiting);
    const range = { from: Date.parse(at(9)) * 1000, to: Date.parse(at(10)) * 1000 };
    const { summary, phases } = await queryDelta(memory, 'twins', { ...ASKED, ...range });
    const unbegun = 'FU1 has no event "landing"';
    expect(summary).toMatchObject({
      delta: null,
      deltaReason: `none of the 60 paired samples counts here: ${unbegun}; no armed phase lies in the range asked for`,
    });
    expect(phases.map(({ phase, reason }) => [phase, reason])).toContainEqual(['recovery', unbegun]);
  });

  it('names the event that a phase waits for', async () => {
    const { phases, summary } = await queryDelta(await phased([event('activation', at(6))]), 'twins', ASKED);
    expect(phases.map(({ phase, range, reason }) => [phase, range === null, reason])).toEqual([
      ['growth', false, undefined],
      ['stimulated', true, 'FU1 has no event "stimulus"'],
      ['fixed', true, 'FU1 has no event "fixation"'],
    ]);
    expect(summary.pairedSamples).toBe(240);
  });

  it('names it too where so nothing is armed, and where a phase ends before it begins', async () => {
    const none = await queryDelta(await phased([event('launch', at(5))]), 'twins', ASKED);
    expect(none.summary.deltaReason).toBe(
      'none of the 300 paired samples counts here: FU1 has no event "activation"; FU1 has no event "stimulus", so no time is armed',
    );
    const backwards = [event('activation', at(6)), event('stimulus', at(5))];
    const { phases } = await queryDelta(await phased(backwards), 'twins', ASKED);
    expect(phases[0]!.reason).toMatch(/^"stimulus" of FU1 at .* does not come after its "activation" at /);
  });

  it('of a definition without phases has none', async () => {
    const memory = await phased(EVENTS, 'phases: []\n');
    expect((await queryDelta(memory, 'twins', ASKED)).phases).toEqual([]);
  });

  it('equals what is asked for over the phase alone', async () => {
    const memory = await phased(EVENTS);
    const { phases } = await queryDelta(memory, 'twins', ASKED);
    const alone = await queryDelta(memory, 'twins', {
      ...ASKED,
      from: { sinceReference: 9000e6 },
      to: { sinceReference: 14_400e6 },
    });
    expect(alone.summary).toEqual(phases[1]!.summary);
    expect(alone.excluded).toEqual(phases[1]!.excluded);
    expect(alone.range).toEqual(phases[1]!.range);
  });
});

describe('the coverage of an environment', () => {
  const LONG = [event('activation', at(6)), event('fixation', '2026-03-21T05:00:00Z')];
  const CULTURE = `phases:
  - { id: culture, from: activation, to: fixation, armed: true }
`;
  const humidity = { pair: 'P1', channel: 'humidity' };

  it('is counted over the whole phase, whatever came of it', async () => {
    const { environment, phases } = await queryDelta(await phased(LONG, CULTURE), 'twins', humidity);
    for (const one of [environment, phases[0]!.environment]) {
      expect(one.verdict).toBe('UNKNOWN');
      expect(one.over).toEqual({ seconds: 479 * 3600, basis: 'ASKED' });
      expect(one.reasons.map(({ sentence }) => sentence)).toContainEqual(
        expect.stringMatching(/^humidity: .* over 4 h 59 min of 19 d 23 h; 80 % are needed to tell$/),
      );
    }
  });

  it('is counted to the newest sample where the phase goes on, and over the part that is asked for', async () => {
    const memory = await phased(LONG.slice(0, 1), CULTURE);
    const whole = await queryDelta(memory, 'twins', humidity);
    const newest = '2026-03-01T10:59:00Z';
    for (const { over } of [whole.environment, whole.phases[0]!.environment])
      expect(over).toEqual({ seconds: 299 * 60, basis: 'ASKED', until: newest });
    expect(whole.environment.judged.find(({ channel }) => channel === 'humidity')?.verdict).toBe('CLEAN');
    const beyond = { ...humidity, to: Date.parse('2026-03-09T00:00:00Z') * 1000 };
    expect((await queryDelta(memory, 'twins', beyond)).environment.over?.until).toBe(newest);
    const part = { ...humidity, from: Date.parse(at(7)) * 1000, to: Date.parse(at(8)) * 1000 };
    expect((await queryDelta(memory, 'twins', part)).environment.over).toEqual({
      seconds: 3600,
      basis: 'ASKED',
    });
  });

  it('is counted over what came where neither phase nor range says how long it should be', async () => {
    const { environment } = await queryDelta(await phased(LONG.slice(0, 1), ''), 'twins', humidity);
    expect(environment.over).toEqual({ seconds: 299 * 60, basis: 'RECEIVED' });
  });
});

describe('a unit that sent nothing of a channel', () => {
  it('is named in the reason of every summary', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
    await settleAll(memory);
    const { summary, summaryAll, phases } = await queryDelta(memory, 'twins', ASKED);
    expect(summary.deltaReason).toBe('GU1 has sent no temperature');
    expect(summaryAll.deltaReason).toBe('GU1 has sent no temperature');
    expect(phases[0]!.summary.deltaReason).toMatch(/^GU1 has sent no temperature in the phase /);
  });
});
