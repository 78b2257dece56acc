import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DefinitionRefusal } from '../../../../shared/domain/experiment/parse-definition.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { problemOf } from '../../../../shared/runtime/problem.ts';
import { minimalDocument } from '../../domain/experiment/minimal.ts';

const whole = readFileSync(new URL('../../../golden/definitions/whole.yaml', import.meta.url), 'utf8');

function refusalOf(text: string): Refusal {
  try {
    readDefinition(text);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('the text was accepted');
}

describe('readDefinition', () => {
  it('reads YAML and JSON of the same content alike', () => {
    const yaml = readDefinition(whole);
    for (const indent of [undefined, 2, '\t']) {
      const json = readDefinition(JSON.stringify(yaml.document, null, indent));
      expect(json.definition).toEqual(yaml.definition);
      expect(json.canonical).toBe(yaml.canonical);
    }
    expect(JSON.parse(yaml.canonical)).toEqual(yaml.document);
  });

  it('reads its own canonical text back', () => {
    const { canonical, definition } = readDefinition(whole);
    expect(readDefinition(canonical)).toMatchObject({ canonical, definition });
  });

  it('keeps the document as it was written: no defaults, no conversion', () => {
    expect(readDefinition(whole).document).toMatchObject({
      channels: [
        ...[{ period: 'PT1S' }, { id: 'co2' }, {}],
        ...[{ id: 'rotation', period: 'PT10S' }, { id: 'gx' }, { id: 'gy' }, { id: 'gz' }],
      ],
    });
    expect(readDefinition(whole).canonical).not.toContain('PT48H');
  });

  it('does not mind a byte order mark, CRLF or a comment', () => {
    const { canonical } = readDefinition(whole);
    expect(readDefinition(`\uFEFF${whole}`).canonical).toBe(canonical);
    expect(readDefinition(whole.replaceAll('\n', '\r\n')).canonical).toBe(canonical);
    expect(readDefinition(`${whole}# the end\n`).canonical).toBe(canonical);
  });

  it('takes yes, on and 012 for what YAML 1.2 takes them for, whatever the text claims', () => {
    const text = whole.replace('donor: D7', 'donor: yes, other: 012');
    expect(readDefinition(`%YAML 1.1\n---\n${text}`).document).toMatchObject({
      units: [{ culture: { donor: 'yes', other: 12 } }, {}, {}, {}],
    });
  });

  it('names the line of each problem, in YAML and in JSON, in order', () => {
    const yaml = refusalOf(
      whole.replace('quantity: temperature', 'quantty: temperature').replace('mode:', 'moed:'),
    );
    if (!(yaml instanceof DefinitionRefusal)) throw yaml;
    expect(yaml.problems.map(({ line, field }) => [line, field])).toEqual([
      [4, 'moed'],
      [39, 'channels[0].quantty'],
    ]);
    expect(yaml.place).toEqual({ line: 4, field: 'moed' });
    const json = refusalOf('{\n  "id": "x",\n  "arms": [],\n  "units": [\n    7\n  ]\n}');
    if (!(json instanceof DefinitionRefusal)) throw json;
    expect(json.problems.map(({ line, field }) => [line, field])).toEqual([
      [1, 'channels'],
      [3, 'arms'],
      [5, 'units[0]'],
    ]);
  });

  it.each([
    ['a repeated key', 'id: a\nmode: FLIGHT\nid: b\n', 3, 'the key "id" is repeated'],
    ['a repeated key of JSON', '{"id": "a",\n "id": "b"}', 2, 'the key "id" is repeated'],
    [
      'a key that objects lose',
      'id: a\narms:\n  - __proto__: b\n',
      3,
      'the key "__proto__" names nothing here',
    ],
    ['the same of JSON', '{"id": "a",\n "__proto__": {"id": "b"}}', 2, 'the key "__proto__" names nothing'],
    ['a repeated key deep inside', 'a:\n  - b: 1\n    b: 2\n', 3, 'the key "b" is repeated'],
    ['JSON that ends early', '{"id": "a",\n "units": [', 2, 'flow sequence in block collection'],
    ['bad indentation', 'id: a\n  mode: FLIGHT\n', 1, 'Nested mappings'],
    ['a second document', 'id: a\n---\nid: b\n', 2, 'multiple documents'],
    ['a tag', 'id: !!binary aGk=\n', 1, 'tag'],
    ['a mapping as a key', '? {a: 1}\n: b\n', 1, 'keys'],
    ['an alias that nothing anchors', 'id: *a\n', 1, 'alias'],
    ['an alias within itself', 'id: &a [*a]\n', 1, 'stands for what it is part of'],
    ['too many aliases', `a: &a 1\nb: [${'*a,'.repeat(300)}]`, 2, 'stand for too much'],
  ])('refuses %s with its line', (_, text, line, reason) => {
    const refusal = refusalOf(text);
    expect(refusal.code).toBe('definition.unreadable');
    expect(refusal.message.toLowerCase()).toContain(reason.toLowerCase());
    expect(refusal.place.line).toBe(line);
    expect(refusal.place.column).toMatch(/^\d+$/);
  });

  it('refuses a few lines of aliases that stand for gigabytes', () => {
    const levels = [...'bcdefghi'].map((name, i) => {
      const before = 'abcdefgh'[i];
      return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`;
    });
    const refusal = refusalOf(`a: &a [x,x,x,x,x,x,x,x,x,x]\n${levels.join('\n')}\n`);
    expect(refusal.message).toContain('stand for too much');
  });

  it('refuses a text that nests deeper than any definition', () => {
    for (const opening of ['[', '- ', '? ', '{a: ']) {
      expect(refusalOf(opening.repeat(20_000)).message).toContain('nested too deep');
    }
  });

  it('refuses a text that is too long before it reads it', () => {
    expect(refusalOf('x'.repeat(600_000))).toMatchObject({ code: 'definition.too-large', kind: 'too-large' });
  });

  it('reads 20,000 keys without taking the square of their number', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `    fact-${i}: ${i}`).join('\n');
    const text = `id: many\narms: [{ id: f, kind: SPACEFLIGHT }]\nchannels: [{ id: t, unit: Cel, period: PT1M }]\nunits:\n- id: U\n  arm: f\n  culture:\n${keys}\n`;
    expect(Object.keys(readDefinition(text).definition.units[0]?.culture ?? {})).toHaveLength(20_000);
  }, 15_000);

  it('answers any damage to a text with a definition or a refusal', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.nat(12),
        fc.string({ maxLength: 6 }),
        (at, length, inserted) => {
          const text = whole.slice(0, at) + inserted + whole.slice(at + length);
          try {
            expect(readDefinition(text).definition.id.length).toBeGreaterThan(0);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            refused++;
            expect(error.message.length).toBeGreaterThan(20);
          }
        },
      ),
      { seed: 6, numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(100);
  }, 60_000);

  // Each within five seconds of computing, however busy the machine is, and an answer of 64 KB.
  it.each([
    ['20,000 unknown keys', lines(20_000, (i) => `key${i}: 1`), 20_004],
    ['50,000 unknown keys', lines(50_000, (i) => `k${i}: 1`), 50_004],
    ['one text of 500,000 characters', `id: "${'x'.repeat(500_000)}"`, 4],
    ['6,000 references to 3,000 units, all mistyped', mistyped(), 6000],
  ])('says what is wrong with %s, soon and in few words', { timeout: 60_000 }, (_, text, found) => {
    const before = process.cpuUsage();
    const refusal = refusalOf(text);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
    if (!(refusal instanceof DefinitionRefusal)) throw refusal;
    expect(refusal.found).toBe(found);
    expect(refusal.problems.length).toBeLessThanOrEqual(100);
    expect(Buffer.byteLength(JSON.stringify(problemOf(refusal, 'r1').problem))).toBeLessThanOrEqual(
      64 * 1024,
    );
  });
});

function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('\n');
}

function mistyped(): string {
  const names = Object.fromEntries(Array.from({ length: 6000 }, (_, i) => [`n${i}`, `unti-${i}`]));
  const document = minimalDocument({
    pairs: [],
    units: Array.from({ length: 3000 }, (_, i) => ({ id: `unit-${i}`, arm: 'flight' })),
    sources: [
      {
        ...{ id: 'long', match: '*.csv', layout: 'long', time: { column: 'gmt' } },
        rows: { value: 'v', unit: { column: 'u', names }, channel: { column: 'c' } },
      },
    ],
  });
  return JSON.stringify(document);
}
