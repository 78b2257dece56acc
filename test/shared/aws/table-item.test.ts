import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tableKey, unpackItem, versionOf, writtenItem } from '../../../shared/aws/table-item.ts';
import { Damaged } from '../../../shared/domain/damaged.ts';
import type { Kind } from '../../../shared/domain/kind.ts';
import { flipped, placesIn } from '../../support/flipped-bits.ts';

interface Note {
  readonly accepted: number;
  readonly text: string;
}
const note: Kind<Note> = {
  name: 'note',
  schema: z.object({ accepted: z.number(), text: z.string() }),
  isDue: () => false,
};
const key = { partition: 'rr1', sort: 'NOTE#1' };
const itemOf = (item: Note) => ({
  ...tableKey(key),
  ...writtenItem(note, key, { json: JSON.stringify(item), aside: 'items/1' }, 7),
});
const short = { accepted: 12_000, text: 'x' };
const long = { accepted: 12_000, text: Array.from({ length: 400 }, (_, i) => `sample ${i}`).join() };

/** The same item with one bit of an attribute changed. */
function flippedItem(
  item: ReturnType<typeof itemOf>,
  attribute: 'kind' | 'version' | 'crc' | 'aside' | 'body',
  bit: number,
) {
  const value = item[attribute] ?? {};
  const [type, content] = Object.entries<string | Uint8Array>(value)[0]!;
  const bytes = flipped(Buffer.from(content), bit);
  return { ...item, [attribute]: { [type]: type === 'B' ? bytes : Buffer.from(bytes).toString() } };
}

describe('an item of the table', () => {
  it.each([
    ['short', short],
    ['packed', long],
  ])('comes back as it was, with its version (%s)', (_, item) => {
    expect(unpackItem(itemOf(item))).toMatchObject({
      key,
      kind: 'note',
      json: item,
      version: 7,
      aside: 'items/1',
    });
    expect(versionOf(itemOf(item))).toEqual({ key, version: 7 });
  });

  it.each([
    ['short', short],
    ['packed', long],
  ])('is damaged with one bit of its body changed, at 200 places (%s)', (_, item) => {
    const written = itemOf(item);
    const body = Object.values(written.body)[0]!;
    for (const bit of placesIn(Buffer.from(body), 200, 11)) {
      const read = () => unpackItem(flippedItem(written, 'body', bit));
      expect(read, `bit ${bit}`).toThrow(Damaged);
    }
  });

  it('is damaged with any one bit of its kind, version, checksum or the name of its long lists changed', () => {
    for (const attribute of ['kind', 'version', 'crc', 'aside'] as const) {
      const { length } = Object.values(itemOf(short)[attribute] ?? {})[0]!;
      for (let bit = 0; bit < 8 * length; bit++) {
        const read = () => unpackItem(flippedItem(itemOf(short), attribute, bit));
        expect(read, `${attribute}, bit ${bit}`).toThrow(Damaged);
      }
    }
  });

  it('is damaged under another key, which the error names', () => {
    const moved = { ...itemOf(short), ...tableKey({ partition: 'rr1', sort: 'NOTE#2' }) };
    expect(() => unpackItem(moved)).toThrow(/what is kept as rr1\/NOTE#2 is damaged/);
  });

  it('of before there were checksums is read unchecked', () => {
    const { crc: _, ...before } = itemOf(short);
    expect(unpackItem(before).json).toEqual(short);
  });
});
