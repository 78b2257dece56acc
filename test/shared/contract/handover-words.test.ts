import { describe, expect, it } from 'vitest';
import type { HandoverOnWire } from '../../../shared/contract/handover.ts';
import { happenedRows, peopleRows, stackRows } from '../../../shared/contract/handover-words.ts';

type Happened = HandoverOnWire['happened'];
const NOTHING: Happened = {
  ...{ downlinks: { all: [] }, learnt: { all: [] }, actions: { all: [] } },
  ...{ events: { all: [] }, notes: { all: [] }, changes: { all: [] } },
};
const minute = (i: number) => `2026-03-01T00:${String(i).padStart(2, '0')}:00Z`;
const file = (i: number, state: 'INGESTED' | 'REFUSED' = 'INGESTED') => ({
  ...{ id: `d${i}`, fileName: `flight-${i}.csv`, state, announcedAt: minute(i), accepted: 10, rejected: 0 },
});
const gap = (i: number) => ({
  ...{ at: minute(i), transition: 'OPENED' as const, kind: 'GAP' as const, severity: 'WATCH' as const },
  ...{ unit: i % 2 === 0 ? 'FU1' : 'FU2', channels: ['temperature'], from: minute(i), to: null },
});
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('what happened in a shift', () => {
  it('is one row for many files of one state, and for many findings of one kind, with their count', () => {
    const happened = {
      ...NOTHING,
      downlinks: { all: [...upTo(40).map((i) => file(i)), file(50, 'REFUSED')] },
      learnt: { all: upTo(30).map(gap) },
    };
    expect(stackRows(happened)).toEqual([
      [minute(0), '40 files INGESTED', 'flight-0.csv to flight-39.csv at 2026-03-01T00:39Z: 400 accepted'],
      [
        minute(0),
        'found: WATCH GAP, 30 times',
        'FU1, FU2: temperature, the last at 2026-03-01T00:29Z, no message delivered',
      ],
      [minute(50), 'file REFUSED', 'flight-50.csv (d50): 10 accepted'],
    ]);
  });

  it('is a row each of few', () => {
    expect(stackRows({ ...NOTHING, downlinks: { all: upTo(5).map((i) => file(i)) } })).toHaveLength(5);
  });

  it('says first what people did, a note at the time when it was written and of what it is', () => {
    const note = { id: 'n', at: minute(3), writtenAt: minute(30), text: 'asked for at Kiruna', by: 'ada' };
    const fresh = { ...note, id: 'm', at: minute(40), writtenAt: minute(40), unit: 'FU1', text: 'quiet' };
    const plan = { at: minute(20), by: 'ben', change: 'CONTACTS' as const, revision: 4 };
    const happened = {
      ...NOTHING,
      downlinks: { all: [file(1)] },
      notes: { all: [note, fresh] },
      changes: { all: [plan] },
    };
    expect(peopleRows(happened)).toEqual([
      [minute(20), 'contact plan', 'revision 4 put in force by ben'],
      [minute(30), 'note', 'all, of 2026-03-01T00:03Z: asked for at Kiruna (ada)'],
      [minute(40), 'note', 'FU1: quiet (ada)'],
    ]);
    expect(happenedRows(happened).at(-1)).toEqual([
      minute(1),
      'file INGESTED',
      'flight-1.csv (d1): 10 accepted',
    ]);
  });
});
