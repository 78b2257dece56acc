import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Brought } from '../../../../shared/domain/contacts/brought.ts';
import { causeOf, cutAtContacts, type GapFacts } from '../../../../shared/domain/contacts/gap-cause.ts';
import { GAP_CAUSES, type UnitGap } from '../../../../shared/domain/contacts/told-cause.ts';

const GOLDEN = new URL('../../../golden/gap-causes/', import.meta.url);
const names = readdirSync(GOLDEN).filter((name) => !name.endsWith('.expected.json'));

interface Situation {
  readonly about: string;
  readonly gap: UnitGap;
  readonly facts: Omit<GapFacts, 'flying' | 'withdrawn' | 'brought'> & {
    readonly flying: readonly string[];
    readonly brought?: readonly (Omit<Brought, 'feeds'> & { readonly feeds: readonly string[] })[];
    readonly withdrawn?: GapFacts['withdrawn'];
  };
}

function situation(name: string): Situation {
  return JSON.parse(readFileSync(new URL(name, GOLDEN), 'utf8'), (_, value) =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:]+Z$/.test(value) ? Date.parse(value) * 1000 : value,
  );
}

const factsOf = ({ withdrawn = [], brought = [], flying, ...facts }: Situation['facts']): GapFacts => {
  const files = brought.map((file) => ({ ...file, feeds: new Set(file.feeds) }));
  return { ...facts, withdrawn, brought: files, flying: new Set(flying) };
};

const told = (name: string) => {
  const { gap, facts } = situation(name);
  return causeOf(gap, factsOf(facts));
};

describe('the cause of a gap', () => {
  it.each(names)('is told as it should: %s', (name) => {
    const expected = readFileSync(new URL(name.replace('.json', '.expected.json'), GOLDEN), 'utf8');
    expect(told(name)).toEqual(JSON.parse(expected));
  });

  it('takes every value in some situation', () => {
    expect(new Set(names.map((name) => told(name).cause))).toEqual(new Set(GAP_CAUSES));
  });

  it('turns from still to come to lost once, whenever it is asked', () => {
    const { gap, facts } = situation('lost.json');
    const causes = Array.from({ length: 200 }, (_, i) => {
      const now = gap.to + i * 60e6;
      return causeOf(gap, { ...factsOf(facts), now }).cause;
    });
    const turn = causes.indexOf('LOST');
    expect(turn).toBeGreaterThan(0);
    expect(causes.every((cause, i) => cause === (i < turn ? 'NOT_DOWNLINKED' : 'LOST'))).toBe(true);
  });

  it('is cut at the last contact that is overdue where nothing came since, and nowhere else', () => {
    const { gap, facts } = situation('lost.json');
    const now = Date.parse('2026-03-03T08:00:00Z') * 1000;
    const own = { ...gap, to: now, samples: 160 };
    const cut = (one: UnitGap, at = now) =>
      cutAtContacts(one, { ...factsOf(facts), now: at }).map(({ from, to, samples }) => [from, to, samples]);
    const whole = [own.from, own.to, own.samples];
    // The contact of 06:40 to 06:50 was due at 07:20.
    const aos = Date.parse('2026-03-03T06:40:00Z') * 1000;
    expect(cut(own)).toEqual([
      [own.from, aos, 80],
      [aos, own.to, 80],
    ]);
    expect(cut({ ...own, open: undefined })).toEqual([whole]);
    expect(cut({ ...own, unit: 'GU1' })).toEqual([whole]);
    expect(cut(own, gap.from)).toEqual([whole]);
  });
});
