import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../../shared/domain/contacts/contact.ts';
import { beginOf, supersede } from '../../../../shared/domain/contacts/supersede.ts';

const at = (time: string) => Date.parse(`2026-03-${time}:00Z`) * 1000;
const contact = (
  aos: string,
  los: string,
  station: string | null = 'KIR',
  id: string | null = null,
): Contact => ({
  ...{ aos: at(aos), los: at(los), station, id },
});
const FIRST = contact('01T08:00', '01T08:10');
const SECOND = contact('02T08:00', '02T08:10');
const THIRD = contact('03T08:00', '03T08:10');

describe('a later table of contacts', () => {
  it('takes the place of what was planned from its first contact on, and leaves what was before', () => {
    const moved = contact('02T09:00', '02T09:10');
    const table = [SECOND, moved];
    const { contacts, ...said } = supersede([FIRST, SECOND, THIRD], table, beginOf(table));
    expect(contacts).toEqual([FIRST, SECOND, moved]);
    expect(said).toEqual({ stayed: 1, replaced: 1, added: 1, notices: [] });
  });

  it('takes the place of all where it begins before all, in whatever order it is written', () => {
    const table = [THIRD, contact('01T07:00', '01T07:10')];
    const { contacts, stayed, replaced } = supersede([FIRST, SECOND, THIRD], table, beginOf(table));
    expect(contacts).toEqual([table[1], THIRD]);
    expect([stayed, replaced]).toEqual([0, 2]);
  });

  it('cancels contacts before its first where an earlier instant is named, and refuses a later one', () => {
    const { contacts, replaced } = supersede([FIRST, SECOND, THIRD], [THIRD], at('02T00:00'));
    expect(contacts).toEqual([FIRST, THIRD]);
    expect(replaced).toBe(1);
    expect(() => supersede([FIRST], [SECOND, THIRD], at('03T00:00'))).toThrow(
      /expected contacts from 2026-03-03T00:00:00.*on, got 1 contact before, the first at 2026-03-02T08:00:00/,
    );
  });

  it('moves a contact of the same id, also one of before', () => {
    const planned = contact('01T08:00', '01T08:10', 'KIR', 'p1');
    const moved = contact('01T08:30', '01T08:40', 'KIR', 'p1');
    const { contacts, replaced, added } = supersede([planned, SECOND], [moved], moved.aos);
    expect(contacts).toEqual([moved]);
    expect([replaced, added]).toEqual([2, 1]);
  });

  it('says where a contact of before goes on within one of its own, of the same station', () => {
    const later = contact('01T08:05', '01T08:15');
    const { contacts, notices } = supersede([FIRST], [later], later.aos);
    expect(contacts).toEqual([FIRST, later]);
    expect(notices).toEqual([
      { code: 'contacts.doubled', message: expect.stringContaining('over "KIR" from 2026-03-01T08:00:00') },
    ]);
    const elsewhere = contact('01T08:05', '01T08:15', 'SVA');
    expect(supersede([FIRST], [elsewhere], elsewhere.aos).notices).toEqual([]);
  });

  it('is the whole plan where there was none', () => {
    const { contacts, stayed, replaced, added } = supersede([], [SECOND, FIRST], FIRST.aos);
    expect(contacts).toEqual([FIRST, SECOND]);
    expect([stayed, replaced, added]).toEqual([0, 0, 2]);
  });
});
