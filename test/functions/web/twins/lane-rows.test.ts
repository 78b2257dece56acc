import { describe, expect, it } from 'vitest';
import { foldedIn, isInView, marksOf, rowsOf } from '../../../../functions/web/twins/lane-rows.ts';
import type { Item } from '../../../../functions/web/twins/lanes.ts';
import type { AnomalyOnWire } from '../../../../shared/contract/anomalies.ts';

describe('rows of a lane', () => {
  const item = (label: string, from: number, to: number): Item => ({
    ...{ label, from, to, title: label, look: 'finding' },
  });
  const labelled = (rows: readonly (readonly Item[])[]) => rows.map((row) => row.map(({ label }) => label));
  const view = { from: 0, to: 100 };

  it('are one where nothing lies over another', () => {
    expect(rowsOf([], view)).toEqual([]);
    const items = [item('a', 0, 20), item('b', 20, 60), item('tick', 70, 71)];
    expect(labelled(rowsOf(items, view))).toEqual([['a', 'b', 'tick']]);
  });

  it('keep a long STUCK apart from what else holds then, and short ones below', () => {
    const items = [item('spike', 5, 5), item('stuck', 0, 40), item('variance', 30, 90), item('gap', 95, 96)];
    expect(labelled(rowsOf(items, view))).toEqual([['stuck'], ['variance'], ['spike', 'gap']]);
    // Near, all have room.
    expect(labelled(rowsOf([item('stuck', 0, 40), item('gap', 10, 20)], { from: 0, to: 40 }))).toEqual([
      ['stuck'],
      ['gap'],
    ]);
  });

  it('are at most four and one of short ones, whatever comes', () => {
    const items = Array.from({ length: 50 }, (_, i) => item(`${i}`, i / 10, 100));
    const rows = rowsOf([...items, item('tick', 50, 50)], view);
    expect(rows).toHaveLength(5);
    expect(rows.flat()).toHaveLength(51);
  });

  it('hold only what is in view: what ends at its edge is not', () => {
    const seen = [item('before', -50, 0), item('held', 0, 100), item('after', 100, 200), item('event', 0, 0)];
    // The address says places to the millisecond.
    for (const shift of [0, 0.0005, -0.0005])
      expect(
        seen.filter((one) => isInView(one, { from: shift, to: 100 + shift })).map(({ label }) => label),
      ).toContain('held');
    const inView = seen.filter((one) => isInView(one, { from: 0.0005, to: 99.9995 }));
    expect(inView.map(({ label }) => label)).toEqual(['held']);
    expect(seen.filter((one) => isInView(one, view)).map(({ label }) => label)).toEqual(['held', 'event']);
  });

  it('say the names of marks at one place together, each once, and go no farther than the next', () => {
    const marks = marksOf(
      [
        item('GAP FU1', 10, 10.2),
        item('GAP GU1', 10, 10.2),
        item('GAP GU1', 10.3, 10.4),
        item('fed', 30, 30),
      ],
      view,
    );
    expect(marks).toMatchObject([
      { label: 'GAP FU1; GAP GU1', left: 0.1, room: 0.3 - 0.1 },
      { label: 'fed', left: 0.3, length: 0, room: 0.7 },
    ]);
    expect(marks[0]!.length).toBeCloseTo(0.004);
    const many = ['a', 'b', 'c', 'd'].map((label) => item(label, 5, 5));
    expect(marksOf(many, view)).toMatchObject([{ label: 'a; b; c; and 1 more' }]);
    // A long one has its name inside, whatever begins with it.
    expect(marksOf([item('stuck', 10, 60), item('tick', 10, 10)], view)).toHaveLength(2);
  });

  it('count what comes by the hundred, until few are in view', () => {
    const spike = (at: number): Item => {
      const found = { kind: 'SPIKE', unit: 'FU1', channels: ['co2'], severity: 'WATCH' };
      return { ...item('SPIKE FU1', at, at), found: found as unknown as AnomalyOnWire };
    };
    const spikes = Array.from({ length: 40 }, (_, i) => spike(i));
    const { drawn, notes } = foldedIn([item('stuck', 0, 40), ...spikes]);
    expect(drawn.map(({ label }) => label)).toEqual(['stuck']);
    expect(notes).toEqual(['not drawn: 40 SPIKE (40 on FU1 co2): zoom in to see each']);
    expect(foldedIn(spikes.slice(0, 5))).toEqual({ drawn: spikes.slice(0, 5), notes: [] });
  });
});
