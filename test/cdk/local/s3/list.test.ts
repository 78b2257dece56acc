import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../../cdk/local/s3/list.ts';
import { byteString, keyOfByteString, OrderedKeys } from '../../../../cdk/local/s3/ordered-keys.ts';

/** All pages, decoded: what a client sees that follows the tokens. */
function listed(keys: OrderedKeys, prefix: string, delimiter: string, most: number) {
  const items: string[] = [];
  const pages: number[] = [];
  for (let start: string | null = ''; start !== null; ) {
    const page = pageOf(keys, byteString(prefix), byteString(delimiter), start, most);
    items.push(...[...page.keys, ...page.commonPrefixes].sort().map(keyOfByteString));
    pages.push(page.keys.length + page.commonPrefixes.length);
    start = page.next;
  }
  return { items, pages };
}

/** The definition: filter by prefix, roll up at the delimiter, each once, in the order of UTF-8 bytes. */
function expected(keys: ReadonlySet<string>, prefix: string, delimiter: string): string[] {
  const items = [...keys]
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return cut < 0 ? key : key.slice(0, cut + delimiter.length);
    });
  return [...new Set(items)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

const text = fc.string({
  unit: fc.constantFrom('a', 'b', '/', '//', 'é', '\uFFFD', '😀', '\u007f'),
  maxLength: 6,
});
const key = text.filter((candidate) => candidate !== '');

describe('listing', () => {
  it('gives every key or common prefix once, in byte order, in full pages', () => {
    const property = fc.property(
      fc.array(fc.tuple(key, fc.boolean()), { maxLength: 40 }),
      fc.oneof(fc.constant(''), text),
      fc.constantFrom('', '/', 'é', 'a/'),
      fc.integer({ min: 1, max: 5 }),
      (changes, prefix, delimiter, most) => {
        const ordered = new OrderedKeys();
        const model = new Set<string>();
        for (const [name, present] of changes) {
          if (present) model.add(name);
          else model.delete(name);
          if (present) ordered.add(name);
          else ordered.remove(name);
        }
        expect(ordered.size).toBe(model.size);
        const { items, pages } = listed(ordered, prefix, delimiter, most);
        expect(items).toEqual(expected(model, prefix, delimiter));
        expect(pages.slice(0, -1).every((size) => size === most)).toBe(true);
      },
    );
    fc.assert(property, { seed: 5, numRuns: 2000 });
  });

  it('orders by bytes where UTF-16 order differs', () => {
    const ordered = new OrderedKeys();
    for (const name of ['😀', '\uFFFD', 'z']) ordered.add(name);
    expect(listed(ordered, '', '', 10).items).toEqual(['z', '\uFFFD', '😀']);
  });
});
