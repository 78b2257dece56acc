import { describe, expect, it } from 'vitest';
import { type Contact, contactAfterNext } from '../../../../shared/domain/contacts/contact.ts';

const contact = (aos: number, los: number): Contact => ({ aos, los, station: null, id: null });

describe('the contact after the next', () => {
  const plan = [contact(0, 10), contact(20, 30), contact(25, 40), contact(50, 60), contact(70, 80)];

  it('is the second that begins from now on; stations that hand over are one', () => {
    expect(contactAfterNext(plan, -5)).toBe(20);
    expect(contactAfterNext(plan, 5)).toBe(50);
    expect(contactAfterNext(plan, 45)).toBe(70);
  });

  it('is not known where the plan ends before', () => {
    expect(contactAfterNext(plan, 55)).toBeNull();
    expect(contactAfterNext([], 0)).toBeNull();
  });
});
