/**
 * Pits of two arms in parts that overlap, one in conflict that is withdrawn, one read again, a scale and other endpoints; and
 * an image whose mask came before it, is withdrawn and read again.
 */
import type { FaultScenario } from './fault-scenario.ts';
import { drawn } from './pit-images.ts';

const definition = (elongation: number) => `
id: pits
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }
units:
  - { id: FU1, arm: flight }
  - { id: FU2, arm: flight }
  - { id: GU1, arm: ground }
  - { id: GU2, arm: ground }
assays:
  - id: pits
    kind: pit-table
    match: "*pits*.csv"
    samples: [{ name: "FU2-S1*", unit: FU2, slice: S1, areaMm2: 20 }]
    scale: { micrometresPerPixel: 2 }
    trenches: { elongation: ${elongation} }
  - { id: medium, kind: endpoint-table, match: "*medium*.csv" }
  - id: slides
    kind: pit-image
    match: "slide-*.png"
    foreground: dark
    threshold: { method: otsu }
    samples: [{ name: "slide-FU1*", unit: FU1, slice: S9, areaMm2: 1 }]
    scale: { micrometresPerPixel: 2 }
    masks: { match: "*-mask.png" }
`;

const SLIDE = drawn(['............', '.####..####.', '.####..####.', '.####..####.', '............']);
const MASK = drawn(['000000000000', '011110000000', '011110000000', '011110000000', '000000000000']);

const HEADER = 'unit,slice,slice_area_mm2,field,pit,area_um2,major_um,minor_um\n';
const rows = (unit: string, count: number, area = 100) =>
  Array.from({ length: count }, (_, i) => `${unit},S1,20,A,${i + 1},${area + i},${12 + 6 * i},10\n`).join('');

export const PITS: FaultScenario = {
  id: 'pits',
  definition: definition(2.5),
  contacts: null,
  before: [],
  acts: [
    { file: ['a-pits.csv', `${HEADER}${rows('FU1', 5)}${rows('GU1', 3)}`] },
    { file: ['FU2-S1-pits.csv', ' ,Area,Major,Minor\n1,100,12,10.6\n2,90,40,2.9\n3,,1,1\n'] },
    { file: ['b-pits.csv', `${HEADER}${rows('GU1', 3)}${rows('GU2', 4)}`] },
    { file: ['wrong-pits.csv', `${HEADER}${rows('GU2', 2, 500)}`] },
    {
      file: ['medium.csv', 'unit,endpoint,value,measured_in\nFU1,alp,4,U/L\nGU1,alp,3,U/L\nGU2,alp,x,U/L\n'],
    },
    { file: ['slide-FU1-mask.png', MASK] },
    { file: ['slide-FU1.png', SLIDE] },
    { reread: 2 },
    { withdraw: 3 },
    { withdraw: 5 },
    { reread: 5 },
    { definition: definition(3) },
  ],
  hinted: null,
};
