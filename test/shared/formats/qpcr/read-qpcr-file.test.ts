import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssayRead, Well } from '../../../../shared/domain/assay/tables.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { readQpcrFile } from '../../../../shared/formats/qpcr/read-qpcr-file.ts';
import { isBalanced } from '../assay/balanced.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function wellsOf(text: string): Promise<readonly Well[]> {
  const { table } = await readQpcrFile([bytesOf(text)], 'x.csv');
  return table.table === 'wells' ? table.wells : [];
}

describe('a file of qPCR, whatever its bytes', () => {
  it('is read, with every well accounted for, or refused in words', async () => {
    const piece = fc.constantFrom(
      ...[
        'Sample',
        'Target',
        'Ct',
        'Cт',
        'Well',
        'Task',
        'Quantity',
        'Omit',
        ',',
        ';',
        '\t',
        '\n',
        '\r\n',
        '"',
        '[Results]',
        '[Other]',
      ],
      ...[
        'F1',
        'SOST',
        'A1',
        '24.3',
        '24,3',
        '40',
        'NaN',
        'Undetermined',
        'UNKNOWN',
        'NTC',
        '-1',
        '',
        '<rdml',
        '<rdml>',
        '</rdml>',
        '\0',
      ],
      ...[
        '\nA1,F1,SOST,24',
        '\nF1,SOST,24.1',
        '<experiment><run id="r">',
        '<react id="1"><data><cq>24</cq></data></react>',
        '</run></experiment>',
      ],
    );
    const file = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(piece, { maxLength: 50 }).map((pieces) => bytesOf(pieces.join(''))),
      fc
        .array(piece, { maxLength: 40 })
        .map((pieces) => bytesOf(`Sample,Target,Ct\nF1,SOST,24.1\n${pieces.join('')}`)),
      fc
        .array(piece, { maxLength: 20 })
        .map((pieces) => bytesOf(`<rdml><experiment><run>${pieces.join('')}</run></experiment></rdml>`)),
    );
    await fc.assert(
      fc.asyncProperty(file, async (bytes) => {
        let came: AssayRead;
        try {
          came = await readQpcrFile([bytes], 'x.csv');
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          return;
        }
        expect(isBalanced(came)).toBe(true);
      }),
      { seed: 21, numRuns: 3000 },
    );
  });
});

describe('columns', () => {
  it.each([
    ['Well,Sample Name,Target Name,Cт\nA1,F1,SOST,24.3\n', 'A1'],
    ['Well\tWell Position\tSample Name\tDetector\tTask\tCт\n7\tA7\tF1\tSOST\tUNKNOWN\t24.3\n', 'A7'],
    ['sample;gene;Cq\nF1;SOST;24,3\n', ''],
    ['unit,gene,ct\nF1,SOST,24.3\n', ''],
    [',Well,Fluor,Target,Content,Sample,Cq\n,A01,SYBR,SOST,Unkn-01,F1,24.3\n', 'A01'],
  ])('are found by their names: %j', async (text, well) => {
    expect(await wellsOf(text)).toEqual([
      { well, sample: 'F1', target: 'SOST', task: 'UNKNOWN', ct: 24.3, quantity: null, isOmitted: false },
    ]);
  });

  it.each([
    ['Undetermined', null],
    ['undetermined', null],
    ['NaN', null],
    ['N/A', null],
    ['No Ct', null],
    ['39.99', 39.99],
  ])('of cycles say %s: %j', async (text, ct) => {
    expect(await wellsOf(`Sample,Target,Ct\nF1,SOST,${text}\n`)).toMatchObject([{ ct }]);
  });

  it.each([
    ['Unkn-01', 'UNKNOWN'],
    ['Unkn', 'UNKNOWN'],
    ['Target', 'UNKNOWN'],
    ['ENDO', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    ['Std-03', 'STANDARD'],
    ['STANDARD', 'STANDARD'],
    ['NTC', 'NO_TEMPLATE'],
    ['NTC-02', 'NO_TEMPLATE'],
    ['Neg Ctrl-01', 'NO_TEMPLATE'],
    ['NRT-1', 'NO_REVERSE_TRANSCRIPTASE'],
    ['NAC', 'NO_REVERSE_TRANSCRIPTASE'],
    ['Pos Ctrl', 'POSITIVE'],
  ])('of tasks say %s: %s', async (text, task) => {
    expect(await wellsOf(`Sample,Target,Task,Ct\nF1,SOST,${text},24.3\n`)).toMatchObject([{ task }]);
  });

  it('of quantities are of standards alone, with separators of thousands as the file has them', async () => {
    const wells = await wellsOf(
      'Sample\tTarget\tTask\tQuantity\tCt\nS1\tSOST\tSTANDARD\t1,250.5\t21.5\nF1\tSOST\tUNKNOWN\t77\t24.3\n',
    );
    expect(wells).toMatchObject([{ quantity: 1250.5 }, { quantity: null }]);
    const german = await wellsOf(
      'Sample;Target;Task;Quantity;Ct\nS1;SOST;STANDARD;1.250,5;21,5\nS2;SOST;STANDARD;0,5;31,5\n',
    );
    expect(german).toMatchObject([{ quantity: 1250.5 }, { quantity: 0.5 }]);
  });

  it('say whether a well was left out', async () => {
    expect(await wellsOf('Omit,Sample,Target,Ct\nTRUE,F1,SOST,24.3\nfalse,F1,SOST,24.3\n')).toMatchObject([
      { isOmitted: true },
      { isOmitted: false },
    ]);
    expect(await wellsOf('Include\tPos\tName\tCp\nFalse\tA1\tF1\t24.3\nTrue\tA2\tF1\t24.4\n')).toMatchObject([
      { isOmitted: true },
      { isOmitted: false },
    ]);
  });

  it('of a LightCycler name the amount of a standard, not what was made of the others', async () => {
    const wells = await wellsOf(
      'Experiment: x\nInclude\tPos\tName\tCp\tConcentration\tStandard\nTrue\tA1\tS1\t21.5\t990\t1000\nTrue\tA2\tF1\t24.5\t120\t0\n',
    );
    expect(wells).toMatchObject([
      { task: 'STANDARD', quantity: 1000 },
      { task: 'UNKNOWN', quantity: null },
    ]);
  });
});

describe('a table', () => {
  it('ends where the next section of the file begins', async () => {
    const text =
      '[Sample Setup]\nWell,Sample Name\n1,F1\n\n[Results]\nWell,Sample Name,Target Name,CT\n1,F1,SOST,24.3\n[Melt Curve]\nWell,Reading\n1,0.3\n';
    expect(await wellsOf(text)).toHaveLength(1);
  });

  it('may have two plates with one position', async () => {
    const text = 'Plate,Well,Sample,Target,Ct\nP1,A1,F1,SOST,24.3\nP2,A1,F1,SOST,24.9\n';
    expect(await wellsOf(text)).toHaveLength(2);
  });

  it('with a column per target may have no names', async () => {
    const came = await readQpcrFile([bytesOf('SOST,GAPDH\n24.3,18.1\nNaN,18.3\n')], 'x.csv');
    expect(came.warnings.map(({ code }) => code)).toEqual(['sample.unnamed']);
    expect(came.table).toMatchObject({
      wells: [
        { sample: '1', ct: 24.3 },
        { sample: '1' },
        { sample: '2', target: 'SOST', ct: null },
        { sample: '2' },
      ],
    });
  });
});
