import { expect, it } from 'vitest';
import { causesBetween, type RestsOn } from '../../../../shared/domain/snapshot/causes.ts';

const BEFORE: RestsOn = {
  definition: { revision: 1, sha256: 'a' },
  program: '1.0.0',
  downlinks: ['d1 1', 'd2 1', 'd3 1'],
  events: ['launch FU1 2026-03-01T06:00:00Z'],
};

const NOTHING_PENDING = { before: 0, now: 0 };

it('tells the definition, the program, events and what became of downlinks', () => {
  const now: RestsOn = {
    definition: { revision: 3, sha256: 'b' },
    program: '1.1.0',
    downlinks: ['d1 1', 'd2 2', 'd4 1'],
    events: ['launch FU1 2026-03-01T06:00:01Z'],
  };
  expect(causesBetween(BEFORE, now, NOTHING_PENDING)).toEqual([
    { code: 'definition', sentence: 'revision 1 of the definition was in force then, 3 now' },
    { code: 'program', sentence: 'howship 1.0.0 answered then, 1.1.0 now' },
    {
      code: 'events',
      sentence: 'events changed; new: launch FU1 2026-03-01T06:00:01Z; gone: launch FU1 2026-03-01T06:00:00Z',
    },
    { code: 'new', sentence: '1 downlink came since: d4' },
    { code: 'withdrawn', sentence: '1 downlink no longer counted: d3' },
    { code: 'reread', sentence: '1 downlink read again: d2' },
  ]);
});

it('says that something was under way where nothing else is another', () => {
  expect(causesBetween(BEFORE, BEFORE, NOTHING_PENDING).map(({ code }) => code)).toEqual(['computed']);
  expect(causesBetween(BEFORE, { ...BEFORE, program: '2' }, { before: 2, now: 0 })).toEqual([
    { code: 'program', sentence: 'howship 1.0.0 answered then, 2 now' },
    { code: 'computed', sentence: '2 inputs that had come then were not in that answer yet' },
  ]);
  expect(causesBetween(BEFORE, BEFORE, { before: 1, now: 2 })).toEqual([
    {
      code: 'computed',
      sentence:
        '1 input that had come then was not in that answer yet; 2 inputs that have come are not in this one yet',
    },
  ]);
});
