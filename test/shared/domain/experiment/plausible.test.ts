import { describe, expect, it } from 'vitest';
import { plausibleSince, plausibleSpan } from '../../../../shared/domain/experiment/plausible.ts';
import { indexed } from './minimal.ts';

const at = (iso: string) => Date.parse(iso) * 1000;
const RECEIVED = at('2026-03-20T00:00:00Z');
const units = (events: Readonly<Record<string, readonly unknown[]>>) => ({
  units: ['FU1', 'GU1'].map((id) => ({
    id,
    arm: id === 'FU1' ? 'flight' : 'ground',
    events: events[id] ?? [],
  })),
});
const definition = (changes: Readonly<Record<string, unknown>>) => indexed(changes).definition;

describe('the plausible span', () => {
  it('begins 90 days before the first event that any unit declares', () => {
    const declared = definition(
      units({
        FU1: [{ name: 'launch', at: '2026-03-02T00:00:00Z' }],
        GU1: [
          { name: 'warm-up', at: '2026-03-09T00:00:00Z' },
          { name: 'filling', at: '2026-03-01T00:00:00Z' },
        ],
      }),
    );
    expect(plausibleSince(declared)).toBe(at('2025-12-01T00:00:00Z'));
    expect(plausibleSince(definition(units({})))).toBeNull();
  });

  it('ends a day after the file was received, and begins where the experiment keeps it', () => {
    expect(plausibleSpan(definition({}), null, RECEIVED)).toEqual({
      from: null,
      to: at('2026-03-21T00:00:00Z'),
    });
    expect(plausibleSpan(definition({}), 7, RECEIVED).from).toBe(7);
  });

  it('is what the definition says, but never later than a day after the receipt', () => {
    const both = definition({ plausible: { from: '2026-02-01T00:00:00Z', to: '2026-03-05T00:00:00Z' } });
    expect(plausibleSpan(both, 7, RECEIVED)).toEqual({
      from: at('2026-02-01T00:00:00Z'),
      to: at('2026-03-05T00:00:00Z'),
    });
    const later = definition({ plausible: { to: '2027-03-05T00:00:00Z' } });
    expect(plausibleSpan(later, 7, RECEIVED)).toEqual({ from: 7, to: at('2026-03-21T00:00:00Z') });
  });
});
