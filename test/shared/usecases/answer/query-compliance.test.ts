import { beforeAll, describe, expect, it } from 'vitest';
import { complianceSchema, conductQuerySchema } from '../../../../shared/contract/conduct.ts';
import { queryCompliance } from '../../../../shared/usecases/answer/query-compliance.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';
import { twinsIn } from '../../../support/twins-in.ts';

const asked = (rest: Record<string, string> = {}) => conductQuerySchema.parse({ ground: 'GU1', ...rest });

let memory: MemoryPorts;
beforeAll(async () => {
  memory = await twinsIn();
});

describe('the compliance of the twins, an hour apart', () => {
  it('says how the ground followed, over what was judged, and what was not', async () => {
    const answer = complianceSchema.parse(await queryCompliance(memory, 'twins', asked()));
    expect(answer.steps).toMatchObject([
      { name: 'activation', outcome: 'ran', latenessSeconds: 0, withinSeconds: 2 },
    ]);
    expect(answer.stepsSentence).toBe('1 of 1 step ran; farthest from its plan: on time');
    const [temperature, humidity] = answer.channels;
    expect(temperature).toMatchObject({
      ...{
        channel: 'temperature',
        margin: 0.5,
        blocks: 30,
        toFollow: 24,
        judged: 24,
        coverage: 1,
        withinMargin: 1,
      },
      notJudged: { 'profile-fault': 6 },
    });
    expect(Math.abs(temperature!.mean!)).toBeLessThan(0.1);
    expect(temperature!.sentence).toMatch(
      /^temperature: 100 % within ±0\.5 °C; mean .*; judged over 24 of 24 blocks with a set-point that are over \(100 %; 4 h\); not judged: 6 where the flight unit was at fault$/,
    );
    expect(humidity).toMatchObject({ judged: 30, notJudged: {} });
  });

  it('never says complied of a time that the ground has no telemetry of', async () => {
    const answer = await queryCompliance(memory, 'twins', asked({ delay: 'PT96H' }));
    for (const { judged, coverage, withinMargin, notJudged, sentence } of answer.channels) {
      expect([judged, coverage, withinMargin]).toEqual([0, 0, null]);
      expect(notJudged['ground-missing']).toBeGreaterThan(20);
      expect(sentence).toMatch(
        /: nothing of GU1 could be judged, of \d+ blocks with a set-point that are over; not judged: /,
      );
    }
    expect(answer.steps).toMatchObject([{ outcome: 'ran', latenessSeconds: -95 * 3600 }]);
  });

  it('judges nothing that the ground has not come to', async () => {
    const ports = await twinsIn();
    ports.clock.setTo('2026-03-05T06:05:00Z');
    const { channels } = await queryCompliance(ports, 'twins', asked({ delay: 'PT96H' }));
    expect(channels[0]).toMatchObject({ coverage: null, notJudged: { 'not-run-yet': 30 } });
  });

  it('names steps that are missing, still due, or not of the flight', async () => {
    const ports = await twinsIn();
    const event = { accuracy: 'PT1S', source: 'log' };
    await recordEvents(
      ports,
      'twins',
      [
        { ...event, name: 'exchange', unit: 'FU1', at: '2026-03-01T08:00:00Z' },
        { ...event, name: 'fixation', unit: 'FU1', at: '2026-03-20T06:00:00Z' },
        { ...event, name: 'launch', unit: 'FU1', at: '2026-03-01T05:00:00Z' },
        { ...event, name: 'lid-opened', unit: 'GU1', at: '2026-03-01T09:30:00Z' },
      ],
      'ada',
    );
    await settleAll(ports);
    const { steps, stepsSentence } = await queryCompliance(ports, 'twins', asked());
    expect(steps.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['activation', 'ran'],
      ['exchange', 'missing'],
      ['lid-opened', 'extra'],
      ['fixation', 'due'],
    ]);
    expect(stepsSentence).toBe(
      '1 of 3 steps ran, 1 missing, 1 due, 1 extra; farthest from its plan: on time; left out: launch (an event of the vehicle, which GU1 cannot run)',
    );
  });
});
