import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulateCampaignFiles } from '../../../shared/simulator/dumps.ts';

const FILE = { name: 'fu1-a.csv', text: 'gmt,T\n1,a\n2,b\n3,c\n4,d\n5,e\n' };

describe('simulateCampaignFiles', () => {
  it('keeps every line once in the pieces and repeats pieces whole, for any cut', () => {
    const options = fc
      .record({
        rows: fc.integer({ min: 1, max: 60 }),
        seed: fc.integer(),
        dumps: fc.nat(),
        repeated: fc.nat(),
      })
      .map(({ rows, seed, dumps, repeated }) => {
        const count = 1 + (dumps % rows);
        return { rows, seed, dumps: count, repeated: repeated % (count + 1) };
      });
    fc.assert(
      fc.property(options, ({ rows, ...campaign }) => {
        const lines = Array.from({ length: rows }, (_, i) => `${i},x`);
        const arrived = simulateCampaignFiles(
          { name: 'fu1-a.csv', text: `h,T\n${lines.join('\n')}\n` },
          campaign,
        );
        expect(arrived.length).toBe(campaign.dumps + campaign.repeated);
        const pieces = new Map(arrived.map(({ name, text }) => [name, text]));
        expect(pieces.size).toBe(campaign.dumps);
        expect(arrived.every(({ name, text }) => pieces.get(name) === text)).toBe(true);
        const bodies = [...pieces.keys()].sort().map((name) => {
          const [header, ...body] = pieces.get(name)!.trimEnd().split('\n');
          expect(header).toBe('h,T');
          expect(body.length).toBeGreaterThan(0);
          return body;
        });
        expect(bodies.flat()).toEqual(lines);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('is the same for the same seed and arrives out of order for most', () => {
    const arrive = (seed: number) => simulateCampaignFiles(FILE, { seed, dumps: 5, repeated: 1 });
    expect(arrive(1)).toEqual(arrive(1));
    const orders = new Set(
      Array.from({ length: 20 }, (_, seed) =>
        arrive(seed)
          .map(({ name }) => name)
          .join(),
      ),
    );
    expect(orders.size).toBeGreaterThan(15);
  });

  it('carries a byte order mark and CRLF line ends into every piece', () => {
    const text = '\uFEFFgmt,T\r\n1,a\r\n2,b\r\n';
    const pieces = simulateCampaignFiles({ name: 'x.csv', text }, { seed: 1, dumps: 2, repeated: 0 });
    expect(pieces.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'x-001.csv', text: '\uFEFFgmt,T\r\n1,a\r\n' },
      { name: 'x-002.csv', text: '\uFEFFgmt,T\r\n2,b\r\n' },
    ]);
  });

  it('refuses more pieces than lines, none at all, and more repeats than pieces', () => {
    expect(() => simulateCampaignFiles(FILE, { seed: 1, dumps: 6, repeated: 0 })).toThrow(
      /5 lines of data.* 6 dumps/,
    );
    expect(() => simulateCampaignFiles(FILE, { seed: 1, dumps: 0, repeated: 0 })).toThrow(/0 dumps/);
    expect(() => simulateCampaignFiles(FILE, { seed: 1, dumps: 2, repeated: 3 })).toThrow(/3 of 2 dumps/);
  });
});
