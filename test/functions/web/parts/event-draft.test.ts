import { describe, expect, it } from 'vitest';
import {
  eventNames,
  eventsOf,
  instantTyped,
  standingEvent,
} from '../../../../functions/web/parts/event-draft.ts';

const event = (id: string, unit: string, at: string, supersedes?: string) => ({
  ...{ id, name: 'launch', unit, at, accuracy: 'PT1S', source: 'log' },
  ...(supersedes !== undefined && { supersedes }),
});
const KNOWN = [
  event('a', 'FU1', '2026-03-01T06:00:00Z'),
  event('b', 'FU1', '2026-03-01T06:00:07Z', 'a'),
  event('c', 'GU1', '2026-03-02T06:00:00Z'),
];

it('Names of the definition come first: reference, phases, event columns; then what happened already, each once', () => {
  const experiment = {
    reference: 'activation',
    phases: [{ id: 'culture', from: 'activation', to: 'fixation', armed: true }],
    sources: [{ id: 'dump', events: { names: { 'Lift off': 'launch' } } }, { id: 'logger' }],
  };
  expect(eventNames(experiment, [{ name: 'fixation' }, { name: 'exchange' }])).toEqual([
    ...['activation', 'fixation', 'launch', 'exchange'],
  ]);
});

describe('an event that is typed', () => {
  it('corrects of each unit the one that stands, where that is meant; where none stands it is a first one', () => {
    const typed = { name: 'launch', units: ['FU1', 'GU1', 'FU2'], at: '2026-03-01T06:00:08Z' };
    const more = { accuracy: 'PT1M', source: '' };
    const supersedes = (isCorrection: boolean) =>
      eventsOf({ ...typed, ...more, isCorrection }, KNOWN).map((one) => one.supersedes);
    expect(supersedes(true)).toEqual(['b', 'c', undefined]);
    expect(supersedes(false)).toEqual([undefined, undefined, undefined]);
    expect(standingEvent(KNOWN, 'launch', 'FU1')?.id).toBe('b');
    expect(standingEvent(KNOWN, 'fixation', 'FU1')).toBeNull();
  });

  it('has its time in UTC, with or without seconds; half a time is none', () => {
    expect(instantTyped('2026-03-04T11:00')).toBe('2026-03-04T11:00:00Z');
    expect(instantTyped('2026-03-04T11:00:30')).toBe('2026-03-04T11:00:30Z');
    expect(instantTyped('2026-03-04')).toBeNull();
    expect(instantTyped('')).toBeNull();
  });
});
