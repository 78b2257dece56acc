/** The styles that functions/web/main.tsx brings are one sheet in the browser: a class that two pages style would mean both. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const WEB = resolve(import.meta.dirname, '../functions/web');
const files = readdirSync(join(WEB, 'style')).map((name) => `style/${name}`);

/** Words that drawings of several pages say within a figure of their own, each below the class of its figure. */
const WITHIN = ['flight', 'grid', 'ground', 'line', 'soft'];

/** Classes of a file that a selector begins with, by what they style. */
function classesOf(file: string): Set<string> {
  const text = readFileSync(join(WEB, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const selectors = [...text.matchAll(/([^{}]+)\{/g)].flatMap(([, list = '']) => list.split(','));
  return new Set(
    selectors.flatMap((one) => [...one.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name)),
  );
}

it('a class is styled by one page alone, or by the sheet of all', () => {
  const owners = new Map<string, string[]>();
  for (const file of files)
    for (const name of classesOf(file)) owners.set(name, [...(owners.get(name) ?? []), file]);
  const shared = [...owners].filter(([name, of]) => of.length > 1 && !WITHIN.includes(name));
  expect(shared).toEqual([]);
});

it('what the sheet of all styles, no page styles anew', () => {
  const all = classesOf('style.css');
  for (const name of ['card', 'figures']) {
    expect(all).toContain(name);
    expect(files.filter((file) => classesOf(file).has(name))).toEqual([]);
  }
});

it('every sheet is brought', () => {
  const main = readFileSync(join(WEB, 'main.tsx'), 'utf8');
  expect(files.filter((file) => !main.includes(`'./${file}'`))).toEqual([]);
});
