import { readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const definitions = readdirSync(resolve(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => resolve(root, 'examples', name));

describe('the definitions of the examples', () => {
  it('are there', () => {
    expect(definitions.length).toBeGreaterThan(6);
  });

  it.each(definitions)('lead an editor to the schema: %s', (file) => {
    const [, schema = ''] =
      /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8')) ?? [];
    expect(resolve(dirname(file), schema)).toBe(resolve(root, 'docs/definition.schema.json'));
  });
});
