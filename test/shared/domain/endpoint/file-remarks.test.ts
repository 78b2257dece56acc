import { describe, expect, it } from 'vitest';
import { endpointRemarks } from '../../../../shared/domain/endpoint/file-remarks.ts';
import type { MeasuredRow } from '../../../../shared/domain/endpoint/measurement.ts';
import { unitEndpoints } from '../../../../shared/domain/endpoint/unit-endpoints.ts';
import type { Declared } from '../../../../shared/domain/experiment/declared.ts';

const units = new Map(['FU1', 'FU2', 'GU1'].map((id) => [id, {}])) as unknown as Declared['units'];

/** `unit endpoint value unit-of-measure`, from line 2 on. */
const rowsOf = (...texts: readonly string[]): MeasuredRow[] =>
  texts.map((text, i) => {
    const [unit, endpoint, value, measuredIn] = text.split(' ') as [string, string, string, string];
    return {
      ...{ unit, endpoint, value: Number(value), measuredIn, takenAt: null, replicate: '', lod: null },
      ...{ denominator: { amount: 1, unit: 'mm2' }, at: { file: 'a.csv', line: i + 2 } },
    };
  });
const remarks = (rows: readonly MeasuredRow[], of = rows) =>
  endpointRemarks(rows, { units }, unitEndpoints(of, []));

describe('what is said of a table of endpoints', () => {
  it('is nothing where all of it is compared as it stands', () => {
    expect(remarks(rowsOf('FU1 ctx 1 pmol', 'GU1 ctx 2 pmol'))).toEqual([]);
  });

  it('names rows of units that the definition has not, what is near, and where they stand', () => {
    const rows = rowsOf('FU1 ctx 1 pmol', 'FU-2 ctx 2 pmol', 'XX1 alp 2 U/L', 'FU-2 alp 2 U/L');
    expect(remarks(rows)[0]).toEqual({
      code: 'endpoint.unit-unknown',
      message:
        '3 rows name "FU-2" (did you mean "FU2"?) (lines 3, 5) with ctx, alp; "XX1" (line 4) with alp: the definition has no such unit, and no comparison has what they say',
    });
  });

  it('names rows in a unit of measure that cannot be converted to that of the others, and those that are', () => {
    const rows = rowsOf('FU1 ctx 1 pmol', 'GU1 ctx 2 pmol', 'FU2 ctx 2 ng');
    expect(remarks(rows)).toEqual([
      {
        code: 'endpoint.incommensurable',
        message:
          '1 row of ctx (line 4) of FU2 is in ng/mm², which cannot be converted to pmol/mm², in which it is compared: no comparison has a value of it of FU2',
      },
    ]);
    const others = rowsOf('FU1 ctx 1 nmol', 'FU2 ctx 1 nmol', 'GU1 ctx 1 nmol');
    expect(remarks(rowsOf('FU1 ctx 900 pmol'), [...others, ...rowsOf('FU1 ctx 900 pmol')])).toEqual([
      {
        code: 'endpoint.converted',
        message:
          '1 row of ctx (line 2) of FU1 is in pmol/mm², and converted to nmol/mm², in which it is compared',
      },
    ]);
  });

  it('names endpoints that others are called as but for capitals, blanks and dashes', () => {
    const rows = rowsOf('FU1 CTX 1 pmol', 'GU1 CTX 2 pmol', 'FU1 alp 1 U/L');
    expect(remarks(rows, [...rows, ...rowsOf('FU2 c-tx 2 pmol')])).toEqual([
      {
        code: 'endpoint.named-alike',
        message:
          'endpoints that are called alike are compared each by itself: "CTX" beside "c-tx"; give them one name if they are one',
      },
    ]);
  });

  it('is bounded, however many rows and units there are', () => {
    const many = rowsOf(...Array.from({ length: 5000 }, (_, i) => `nowhere${i} ctx ${i} pmol`));
    const [remark] = remarks(many);
    expect(remark?.message.length).toBeLessThan(800);
    expect(remark?.message).toContain('5,000 rows name');
  });
});
