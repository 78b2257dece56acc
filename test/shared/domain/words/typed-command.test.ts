import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { howship } from '../../../../functions/cli/program.ts';
import { typedCommand } from '../../../../shared/domain/words/typed-command.ts';

const root = resolve(import.meta.dirname, '../../../..');

it('is typed in the folder of the project', () => {
  expect(typedCommand('redrive d000012 -e rr1')).toBe('./howship redrive d000012 -e rr1');
});

it('is the only maker of hints: no other text names a command as it cannot be typed', () => {
  const names = howship().commands.map((command) => command.name());
  const bare = new RegExp(`(?<![./\\w])howship (?:${names.join('|')})\\b`);
  // Kept with the event, as who says so; no hint.
  const isSource = (line: string) => line.includes("source = 'howship event add'");
  const files = globSync('{shared,functions,cdk}/**/*.ts', { cwd: root });
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:\*|\/\*|\/\/)/.test(line) && bare.test(line) && !isSource(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
