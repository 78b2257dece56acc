/** A batch of genes in parts, with a sheet, one of them read again, one withdrawn, and then compared otherwise. */
import { ALL_SAMPLES, countsCsv } from './assay-experiment.ts';
import type { FaultScenario } from './fault-scenario.ts';

const definition = (contrast: string) => `
id: genes
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }
units:
  - { id: FU1, arm: flight }
assays:
  - id: rnaseq
    kind: counts
    match: "*counts*.csv"
    sheet: { match: "*sheet*.csv", sample: Sample, arm: Arm }
    contrasts: [${contrast}]
`;

const sheet = ALL_SAMPLES.map((name) => `${name},${name.startsWith('SF') ? 'flight' : 'ground'}\n`).join('');
const counts = (samples: readonly string[], seed = 1) => countsCsv(samples, { genes: 12, seed });

export const GENES: FaultScenario = {
  id: 'genes',
  definition: definition('{ a: flight, b: ground }'),
  contacts: null,
  before: [],
  acts: [
    { file: ['counts-a.csv', counts(ALL_SAMPLES.slice(0, 4))] },
    { file: ['sheet.csv', `Sample,Arm\n${sheet}`] },
    // A cell that is none.
    { file: ['counts-b.csv', counts(ALL_SAMPLES.slice(3)).replace(/\d+\n$/, 'x\n')] },
    { file: ['wrong-counts.csv', counts(['SFU1'], 7)] },
    { reread: 0 },
    { withdraw: 3 },
    { definition: definition('{ a: ground, b: flight }') },
  ],
  hinted: null,
};
