import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROW_KINDS, ROW_STATES, type ToldRow } from '../../../../shared/domain/conduct/issue-row.ts';
import { orRefusal, Refusal } from '../../../../shared/domain/refusal.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { ISSUE_COLUMNS, issueRows } from '../../../../shared/formats/control-run/issue-table.ts';
import { readIssue } from '../../../../shared/formats/control-run/read-issue.ts';

const HEADER = ISSUE_COLUMNS.join(',');
const ROW = 'GU1,PT96H,1,2026-03-05T06:00:00Z,2026-03-05T06:10:00Z,setpoint,temperature,37.1,Cel,set,,,';
const GOLDEN = new URL('../../../golden/control-run/', import.meta.url);

const row: fc.Arbitrary<ToldRow> = fc.record({
  what: fc.constantFrom(...ROW_KINDS),
  name: fc.constantFrom('temperature', 'co2', 'exchange.1'),
  from: fc.integer({ min: 0, max: 2e9 }).map((seconds) => seconds * 1e6),
  to: fc.oneof(
    fc.constant(Infinity),
    fc.integer({ min: 0, max: 2e9 }).map((seconds) => seconds * 1e6),
  ),
  state: fc.constantFrom(...ROW_STATES),
  setpoint: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })),
  cause: fc.constantFrom('', 'missing', 'STUCK LIMIT'),
  note: fc.constantFrom('', 'flight read 38, 39; "hold"', 'two\nlines'),
  issue: fc.integer({ min: 1, max: 999 }),
  isLate: fc.boolean(),
});

function tableOf(rows: readonly ToldRow[]): string {
  const written = rows.map(({ from, to, isLate, ...rest }) => ({
    ...rest,
    ...{ at: isoOf(from), until: to === Infinity ? null : isoOf(to), late: isLate, ucum: 'Cel' },
  }));
  const cells = [ISSUE_COLUMNS, ...issueRows({ ground: 'GU1', delay: 'PT96H', rows: written })];
  return cells.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
}

describe('an issue that comes back', () => {
  it('is what was written', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const { ground, delay, rows: read } = readIssue(tableOf(rows));
        expect([ground, delay]).toEqual(['GU1', 'PT96H']);
        expect(read).toEqual(
          rows.map((one) => ({ ...one, setpoint: one.setpoint === null ? null : one.setpoint + 0 })),
        );
      }),
    );
  });

  it('may have gone through a spreadsheet that writes semicolons', () => {
    const { rows } = readIssue(`\uFEFF${HEADER}\r\n${ROW}\r\n`.replaceAll(',', ';'));
    expect(rows).toMatchObject([{ setpoint: 37.1, issue: 1, isLate: false }]);
  });

  it.each(readdirSync(GOLDEN).filter((name) => name.endsWith('.csv')))(
    'is refused with its line: %s',
    async (name) => {
      const refusal = orRefusal(() => readIssue(readFileSync(new URL(name, GOLDEN), 'utf8')));
      if (!(refusal instanceof Refusal)) throw new Error(`${name} was read`);
      const answer = { code: refusal.code, line: refusal.place.line, sentence: refusal.message };
      const file = new URL(name.replace('.csv', '.expected.json'), GOLDEN).pathname;
      await expect(`${JSON.stringify(answer, null, 2)}\n`).toMatchFileSnapshot(file);
    },
  );
});
