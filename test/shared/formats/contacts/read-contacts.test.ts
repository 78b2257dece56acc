import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactsOfRecord, recordOfContacts } from '../../../../shared/domain/contacts/contact-plan.ts';
import { ContactsRefusal } from '../../../../shared/domain/contacts/contacts-refusal.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { readContacts } from '../../../../shared/formats/contacts/read-contacts.ts';

const GOLDEN = new URL('../../../golden/contacts/', import.meta.url);
const files = readdirSync(GOLDEN).filter((name) => !name.endsWith('.expected.json'));

/** What a file gives: its contacts in text, or the refusal. */
function outcomeOf(name: string): unknown {
  try {
    const contacts = readContacts(readFileSync(new URL(name, GOLDEN), 'utf8'));
    return {
      contacts: contacts.map(({ aos, los, ...rest }) => ({ aos: isoOf(aos), los: isoOf(los), ...rest })),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message } = error;
    return error instanceof ContactsRefusal ? { code, problems: error.problems } : { code, message };
  }
}

describe('a contact plan', () => {
  it.each(files)('is read or refused as it should: %s', (name) => {
    const expected = readFileSync(new URL(`${name}.expected.json`, GOLDEN), 'utf8');
    expect(outcomeOf(name)).toEqual(JSON.parse(expected));
  });

  it('is refused above 6,000 contacts', () => {
    const rows = Array.from({ length: 6001 }, (_, i) => `${isoOf(i * 60e6)},${isoOf(i * 60e6 + 30e6)}`);
    expect(() => readContacts(`aos,los\n${rows.join('\n')}\n`)).toThrow(/at most 6000 contacts, got 6001/);
  });

  it('is the same from CSV and JSON, in any order of its contacts, and comes back from the table whole', () => {
    const pass = fc.record({
      length: fc.integer({ min: 1, max: 900 }),
      wait: fc.integer({ min: 0, max: 9000 }),
    });
    const plan = fc.array(fc.tuple(pass, fc.constantFrom(null, 'Kiruna', 'Wallops, "A"')), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(plan, fc.integer(), (passes, seed) => {
        let now = Date.UTC(2026, 2, 1) * 1000;
        const written = passes.map(([{ length, wait }, station]) => {
          const aos = now + wait * 1e6;
          now = aos + length * 1e6;
          return { aos: isoOf(aos), los: isoOf(now), ...(station !== null && { station }) };
        });
        const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`;
        const rows = written.map(({ aos, los, station }) => `${aos},${los},${quoted(station)}`);
        const turned = rows.map((_, i) => rows[(i + Math.abs(seed)) % rows.length]);
        const contacts = readContacts(JSON.stringify(written));
        expect(readContacts(`aos,los,station\n${turned.join('\n')}\n`)).toEqual(contacts);
        expect(contactsOfRecord(recordOfContacts(contacts))).toEqual(contacts);
        expect(recordOfContacts(contacts.toReversed())).toEqual(recordOfContacts(contacts));
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('is read or refused with a sentence, whatever the text', () => {
    const piece = fc.constantFrom(
      'aos',
      'los',
      ',',
      ';',
      '\n',
      '\r',
      '"',
      '[',
      '{',
      '2026-03-03T06:30Z',
      '#',
      ' ',
      '}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          expect(readContacts(pieces.join('')).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
