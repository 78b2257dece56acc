import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../../../shared/domain/contacts/contact.ts';
import { silenceAt } from '../../../../../shared/domain/detect/silence/rule.ts';

const hour = (hours: number) => hours * 3600e6;
const contact = (aos: number, los: number): Contact => ({
  ...{ aos: hour(aos), los: hour(los) },
  ...{ station: null, id: null },
});
/** Three contacts of an hour; data may take two hours more, and six of silence are allowed. */
const PLAN = { contacts: [contact(10, 11), contact(20, 21), contact(30, 31)], latency: 2 * 3600 };
const MAX_SILENCE = 6 * 3600;

/** The deadline of the silence in hours; null where there is none. */
function deadline(newest: number | null, at: number): number | null {
  const silence = silenceAt(PLAN, MAX_SILENCE, newest === null ? null : hour(newest), hour(at));
  return silence === null ? null : silence.from / hour(1);
}

describe('a unit without any sample', () => {
  it('is silent from the deadline of the first contact on', () => {
    expect(deadline(null, 18.99)).toBe(null);
    expect(deadline(null, 19)).toBe(19);
    expect(deadline(null, 500)).toBe(19);
  });
});

describe('a unit that spoke', () => {
  it('is not silent within latency and the longest silence', () => {
    expect(deadline(8, 28.9)).toBe(null);
  });

  it('is silent where a contact brought nothing newer than the contact before began', () => {
    expect(deadline(8, 29)).toBe(29);
    expect(deadline(10, 29)).toBe(29);
    expect(deadline(10.001, 29)).toBe(null);
  });

  it('opens no second silence at a later contact', () => {
    expect(deadline(8, 500)).toBe(29);
  });

  it('is not ended by what was measured before that, whenever it comes', () => {
    expect([1, 5, 9.9, 10].map((newest) => deadline(newest, 40))).toEqual([29, 29, 29, 29]);
  });

  it('is ended by what was measured later, and silent again at the deadline of a later contact', () => {
    expect(deadline(15, 38.9)).toBe(null);
    expect(deadline(15, 39)).toBe(39);
  });

  it('is not silent after the last contact brought its data, however long ago', () => {
    expect(deadline(20.5, 100_000)).toBe(null);
  });
});

it('begins at the earliest deadline where contacts overlap', () => {
  const plan = { contacts: [contact(10, 20), contact(12, 13)], latency: 0 };
  const fromAt = (at: number) => (silenceAt(plan, 0, null, hour(at))?.from ?? 0) / hour(1);
  expect([12.5, 13, 20, 99].map(fromAt)).toEqual([0, 13, 13, 13]);
});

it('without a contact nobody is silent', () => {
  expect(silenceAt({ contacts: [], latency: 0 }, 0, null, hour(1e6))).toBe(null);
});

it('a silence lasts as long as nothing newer comes', () => {
  fc.assert(
    fc.property(
      fc.option(fc.integer({ min: 0, max: 50 })),
      fc.integer({ min: 0, max: 60 }),
      fc.nat(40),
      (newest, at, later) => {
        const first = deadline(newest, at);
        if (first !== null) expect(deadline(newest, at + later)).toBe(first);
      },
    ),
  );
});
