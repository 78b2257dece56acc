/** The checks of citations, held against texts that are wrong on purpose. */
import { describe, expect, it } from 'vitest';
import {
  danglingCitations,
  numberedSections,
  promisesOf,
  unknownPromises,
  unshownPromises,
} from './citations.ts';

const design = ['docs/design.md', '# How it works\n\n### Quality, status and origin\n\n### STUCK\n'] as const;
const cited = (heading: string) => `docs/design.md${heading}`;

describe('a citation of a document', () => {
  it('is fine where the heading is there, as a renderer names it, or where none is asked for', () => {
    const texts = new Map([
      design,
      [
        'shared/a.ts',
        `/** STUCK (${cited('#stuck')}), ${cited('#quality-status-and-origin')}, ${cited('')}. */`,
      ],
    ]);
    expect(danglingCitations(texts)).toEqual([]);
  });

  it('is found where it leads to no heading or no document, with its line', () => {
    const texts = new Map([
      design,
      ['shared/a.ts', `const a = 1;\n\n// ${cited('#stuk')}\n`],
      ['test/b.yaml', '# docs/adr/0099-odd.md'],
    ]);
    expect(danglingCitations(texts)).toEqual([
      'shared/a.ts:3: docs/design.md has no heading #stuk',
      'test/b.yaml:1: there is no docs/adr/0099-odd.md',
    ]);
  });
});

describe('a section that is cited by its number', () => {
  it.each(['section 7', 'sections 7 and 9', '§7', '\n * section 4', ' §'])('is found: %j', (section) => {
    const texts = new Map([['shared/a.ts', `/**\n * GAP (DESIGN ${section}).\n */`]]);
    expect(numberedSections(texts)).toEqual([
      'shared/a.ts:2: cites a section by its number; cite its heading in docs/design.md',
    ]);
  });
});

describe('a promise', () => {
  const made = new Set(['P1', 'P2']);

  it('may be cited where it is made', () => {
    const texts = new Map([['shared/a.ts', '/** P1 and P2, by promise 2. */']]);
    expect(unknownPromises(texts, made)).toEqual([]);
  });

  it('is found where nobody made it, in a comment or in prose, by its sign or its number', () => {
    const texts = new Map([
      ['shared/a.ts', `/**\n * Holds (P13).\n */\nconst pair = 'P14';\n// Also promise 15.\n`],
      ['docs/a.md', 'By P16, not by `P17`.\n\n```\nP18\n```\n'],
      ['test/a.json', '{"pair": "P19"}'],
    ]);
    expect(unknownPromises(texts, made)).toEqual([
      'shared/a.ts:2: cites P13, which docs/promises.md does not make',
      'shared/a.ts:5: cites P15, which docs/promises.md does not make',
      'docs/a.md:1: cites P16, which docs/promises.md does not make',
    ]);
  });

  it('is read with its tests', () => {
    const markdown = '# Promises\n\n## P1\n\nSafe.\n\n- `test/a.test.ts`: "is safe"\n\n## P2\n\nSame.\n';
    expect([...promisesOf(markdown)]).toEqual([
      ['P1', [{ file: 'test/a.test.ts', title: 'is safe' }]],
      ['P2', []],
    ]);
  });

  const source = `it('is safe', () => {});
it.each([1, 2])(
  "is the owner's (seed %i)",
  () => {},
);
it(\`gives \${ORDERS} the same (in part)\`, { timeout: 1 }, () => {});
expect('is not a title');
`;
  const named = (title: string, file = 'test/a.test.ts') => new Map([['P1', [{ file, title }]]]);
  const texts = new Map([['test/a.test.ts', source]]);

  it.each(['is safe', "is the owner's (seed %i)", 'gives 12 the same (in part)'])(
    'is shown by: %s',
    (title) => {
      expect(unshownPromises(named(title), texts)).toEqual([]);
    },
  );

  it('is not shown without a test, by a file that is not there, or under another title', () => {
    expect(unshownPromises(new Map([['P2', []]]), texts)).toEqual(['P2 names no test']);
    expect(unshownPromises(named('is safe', 'test/b.test.ts'), texts)).toEqual([
      'P1 names the test file test/b.test.ts, which is not there',
    ]);
    expect(unshownPromises(named('is saf'), texts)).toEqual(['P1: test/a.test.ts has no test "is saf"']);
    expect(unshownPromises(named('is not a title'), texts)).toHaveLength(1);
  });
});
