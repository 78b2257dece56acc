import { describe, expect, it } from 'vitest';
import { listEvents, recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { actOnce } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const EVENT = {
  name: 'media-change',
  unit: 'FU1',
  at: '2026-03-01T08:00:00Z',
  accuracy: 'PT1S',
  source: 'log',
};

describe('events', () => {
  it('are recorded once, however often they are sent, and listed with those of the definition in order of time', async () => {
    const memory = await twinsDefined();
    const first = await recordEvents(memory, 'twins', [EVENT], 'ada');
    expect(first.events).toMatchObject([{ ...EVENT, recordedBy: 'ada' }]);
    expect(await recordEvents(memory, 'twins', [EVENT], 'bob')).toEqual(first);
    const { events } = await listEvents(memory, 'twins');
    expect(events.map(({ name, unit }) => `${name} ${unit}`)).toEqual([
      'activation FU1',
      'activation GU1',
      'media-change FU1',
    ]);
  });

  it('supersede an event by its id', async () => {
    const memory = await twinsDefined();
    const later = { ...EVENT, name: 'activation', supersedes: 'definition:FU1:activation' };
    const { events } = await recordEvents(memory, 'twins', [later], 'ada');
    expect(events).toMatchObject([{ supersedes: 'definition:FU1:activation' }]);
  });

  it('warn at once of a phase that they end before it begins, and of no other', async () => {
    const phases = '{ id: culture, from: activation, to: fixation, armed: true }';
    const memory = await twinsDefined(
      TWIN_DEFINITION.replace('{ id: culture, from: activation, armed: true }', phases),
    );
    const early = { ...EVENT, name: 'fixation', at: '2026-03-01T02:00:00Z' };
    const { warnings } = await recordEvents(memory, 'twins', [early], 'ada');
    expect(warnings).toEqual([
      {
        code: 'event.phase-never',
        message: expect.stringContaining('got "fixation" of FU1 at 2026-03-01T02:00:00Z'),
      },
    ]);
    expect(await recordEvents(memory, 'twins', [EVENT], 'ada')).not.toHaveProperty('warnings');
    const late = { ...early, unit: 'GU1', at: '2026-03-05T06:00:00Z' };
    expect(await recordEvents(memory, 'twins', [late], 'ada')).not.toHaveProperty('warnings');
  });

  it.each([
    ['of an unknown unit', { ...EVENT, unit: 'FU7' }, 'unit.unknown'],
    ['that supersedes none', { ...EVENT, supersedes: 'nothing' }, 'event.superseded-unknown'],
  ])('are all refused with one %s', async (_, bad, code) => {
    const memory = await twinsDefined();
    await expect(recordEvents(memory, 'twins', [EVENT, bad], 'ada')).rejects.toMatchObject({ code });
    expect((await listEvents(memory, 'twins')).events).toHaveLength(2);
  });

  it('refuse a second reference event of a unit that supersedes none, with the ids of those there are; others may repeat', async () => {
    const memory = await twinsDefined();
    const second = { ...EVENT, name: 'activation' };
    await expect(recordEvents(memory, 'twins', [second], 'ada')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'event.stands-twice',
      message: expect.stringContaining('"definition:FU1:activation" (2026-03-01T06:00:00Z)'),
    });
    const replacing = { ...second, supersedes: 'definition:FU1:activation' };
    await expect(
      recordEvents(memory, 'twins', [replacing, { ...second, at: '2026-03-01T09:00:00Z' }], 'ada'),
    ).rejects.toMatchObject({ code: 'event.stands-twice' });
    expect((await listEvents(memory, 'twins')).events).toHaveLength(2);
    await recordEvents(memory, 'twins', [replacing, EVENT, { ...EVENT, at: '2026-03-01T09:00:00Z' }], 'ada');
    expect(await recordEvents(memory, 'twins', [replacing], 'ada')).toMatchObject({ events: [replacing] });
  });

  it('have what rests on them computed anew: a hint for each bucket of the unit', async () => {
    const memory = await twinsIn();
    await recordEvents(
      memory,
      'twins',
      [{ ...EVENT, name: 'activation', supersedes: 'definition:FU1:activation' }],
      'ada',
    );
    await actOnce(memory);
    expect(memory.queues.align.hints).toContainEqual({
      experiment: 'twins',
      unit: 'FU1',
      bucket: '2026-02-06',
    });
  });
});
