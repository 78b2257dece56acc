import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../../functions/web/twins/lane-rows.ts';
import type { Item } from '../../../../functions/web/twins/lanes.ts';

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
});
