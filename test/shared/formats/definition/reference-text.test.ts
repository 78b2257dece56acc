import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definitionReference } from '../../../../shared/formats/definition/reference-text.ts';

const published = new URL('../../../../docs/definition-reference.md', import.meta.url);

describe('the reference of the definition', () => {
  const text = definitionReference();

  it('is the one that is made of the schema (UPDATE_GOLDEN=1 writes it anew)', () => {
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(published, text);
    expect(readFileSync(published, 'utf8')).toBe(text);
  });

  it('has tables of four cells in each row', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(150);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g), row).toHaveLength(5);
  });

  it('links to sections that are there', () => {
    const headings = [...text.matchAll(/^##+ `(.+)`$/gm)].map(([, path = '']) =>
      path.toLowerCase().replaceAll(/[^\w-]/g, ''),
    );
    expect(new Set(headings).size).toBe(headings.length);
    for (const [, anchor] of text.matchAll(/\]\(#(.*?)\)/g)) expect(headings).toContain(anchor);
  });

  it('says which of several objects have a property', () => {
    const section = (heading: string) => text.split(`\n## \`${heading}\`\n`)[1]?.split('\n## ')[0] ?? '';
    expect(section('sources[]')).toMatch(/^\| `format` \| `csv`, `ndjson`, `sams-pad` \| `csv` \|/m);
    expect(section('sources[]')).toMatch(/^\| `delimiter` .*\| Only with `format: csv`\. /m);
    expect(text).toMatch(/^\| `slice` .*\| Only with `kind: pit-table` or `kind: pit-image`\. /m);
    expect(text).toMatch(
      /^\| `columns` .*\| Only with `format: csv, layout: wide` or `format: ndjson, layout: wide`\. /m,
    );
    expect(text).toMatch(/^\| `log2` \| number > 0 \| one of these \|/m);
    expect(text).toMatch(/^\| `lengthsIn` \| `um`, `mm` \| one of these \| Only with `kind: pit-table`\. /m);
    expect(text).toMatch(/^\| `value` \| text \| required \| Only with `layout: long`\. /m);
    expect(text).toMatch(/^\| `value` \| number \| required \| Only with `method: fixed`\. /m);
  });
});
