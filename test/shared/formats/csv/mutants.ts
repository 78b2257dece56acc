/** Files in every layout and dialect, and ways to harm them. */
import fc from 'fast-check';
import { IGNORED, UNMAPPED } from '../../../../shared/formats/reading/reading.ts';
import type { PlanParts } from './agrees-with-naive.ts';
import { bytesOf } from './collect.ts';

export interface Subject {
  readonly name: string;
  readonly file: Uint8Array;
  readonly parts: PlanParts;
}

/** Everything that a good file may have: quotes, blanks, short rows, empty cells, both line ends. */
const WIDE = [
  'Controller_Time_GMT,Temp_degC_ISS,Note,CO2_ppm_ISS,,RH_percent_ISS',
  '9/20/2014 3:59,24.1,ok,2641,,39',
  '9/20/2014 4:04,-0.5e1,"a ""word"", said",2642,,40.25\r',
  '"9/20/2014 4:09"," 24.3 ","two\nlines",2643,,\r',
  '9/20/2014 4:14, 24.4 ,,+.5,,41,,',
  '9/20/2014 4:19',
  '',
  ',,,,,',
  '9/20/2014 4:24,24.123456789012345678,x"y,1e5,,0',
  '9/20/2014 4:29,24.5,"",-0,,42',
].join('\n');

const LONG = [
  'Controller_Time_GMT,unit,channel,CO2_ppm_ISS',
  ...Array.from({ length: 6 }, (_, i) =>
    ['A,T1', 'A,g-level', 'B,T1', 'B,status'].map((keys) => `9/20/2014 4:0${i >> 1},${keys},${i}2.5`),
  ).flat(),
  '9/20/2014 4:09,"A","T1",24.3',
  '9/20/2014 4:09, A ,T1 , 24.4 ',
  '9/20/2014 4:09,A,T1,',
  '9/20/2014 4:09,C,T1,7',
  'soon,B,status,open',
  '9/20/2014 4:10,B,T1,nan',
  '9/20/2014 4:10,A,T1,-1.5e3\r',
].join('\n');

const KEYED = [
  'unit,Controller_Time_GMT,CO2_ppm_ISS,label,RH_percent_ISS,channel',
  'A,9/20/2014 4:00,1,,2,T1',
  'B,9/20/2014 4:00,,launch,3,T1',
  'A,9/20/2014 4:05,5,,6,T1',
  'X,9/20/2014 4:05,,,7,T1',
  'B,9/20/2014 4:05,8,land,x,T1',
  'B,9/20/2014 4:10,,,,status',
  'A,9/20/2014 4:10,9,,10',
].join('\n');

const kindOf = (texts: readonly string[]) => {
  const name = texts.join(' ');
  if (name.endsWith('status')) return IGNORED;
  const kind = ['A', 'B', 'A T1', 'A g-level', 'B T1', 'T1'].indexOf(name);
  return kind < 0 ? UNMAPPED : kind;
};
const both = [{ header: 'unit' }, { header: 'channel' }];
const co2 = [{ header: 'CO2_ppm_ISS' }];
const long: PlanParts = { keys: both, kindOf, columns: co2 };
const semicolons = { delimiter: ';', decimal: ',' } as const;

function commaDecimals(text: string): string {
  return text.replaceAll(',', ';').replaceAll('.', ',');
}

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

export const SUBJECTS: readonly Subject[] = [
  { name: 'wide, with quotes, blanks and both line ends', file: bytesOf(WIDE), parts: {} },
  {
    name: 'wide, with CR LF, a byte order mark and empty trailing columns',
    file: bytesOf(
      [
        '\ufeffBlank,Controller_Time_GMT,Temp_degC_ISS,RH_percent_ISS,Light,CO2_ppm_ISS,,',
        ...Array.from({ length: 12 }, (_, i) => `,9/20/2014 ${i}:0${i % 10},24.${i},39,,26${i},,`),
        '',
      ].join('\r\n'),
    ),
    parts: {},
  },
  {
    name: 'wide, separated by tabs',
    file: bytesOf(WIDE.replaceAll(',', '\t')),
    parts: { dialect: { delimiter: '\t' } },
  },
  { name: 'wide, with decimal commas', file: bytesOf(commaDecimals(WIDE)), parts: { dialect: semicolons } },
  {
    name: 'wide, with decimal commas in quotes between commas',
    file: bytesOf(WIDE.replaceAll('24.1,', '"24,1",').replaceAll('40.25', '"40,25"')),
    parts: { dialect: { decimal: ',' } },
  },
  {
    name: 'wide, with comments',
    file: bytesOf(`\n# a, "comment\n${WIDE.replaceAll('\n9', '\n#x,"\n9')}\n#`),
    parts: { dialect: { comment: '#' } },
  },
  {
    name: 'wide, below a preamble',
    file: bytesOf(`Mission "RR,1\n\n// 4,5\n${WIDE}\n// end\n`),
    parts: { dialect: { headerLine: 4, comment: '//' } },
  },
  {
    name: 'wide, with lines that end with CR',
    file: bytesOf(WIDE.replaceAll('\r', '').replaceAll('\n', '\r')),
    parts: {},
  },
  { name: 'wide, UTF-16 LE', file: utf16(WIDE, false, true), parts: { dialect: { encoding: 'utf-16' } } },
  {
    name: 'long, UTF-16 BE',
    file: utf16(LONG, true, true),
    parts: { ...long, dialect: { encoding: 'utf-16' } },
  },
  { name: 'long', file: bytesOf(LONG), parts: long },
  {
    name: 'long, with decimal commas',
    file: bytesOf(commaDecimals(LONG)),
    parts: { ...long, dialect: semicolons },
  },
  {
    name: 'long, the channel alone, the unit unknown to the plan',
    file: bytesOf(LONG),
    parts: { ...long, keys: [{ header: 'channel' }] },
  },
  {
    name: 'long, keys that stand apart, the event labels beside',
    file: bytesOf(KEYED),
    parts: { ...long, event: { header: 'label' } },
  },
  {
    name: 'keyed by unit, several columns of values, event labels',
    file: bytesOf(KEYED),
    parts: {
      keys: [{ header: 'unit' }],
      kindOf,
      columns: [{ header: 'RH_percent_ISS' }, ...co2],
      event: { header: 'label' },
    },
  },
];

export interface Edit {
  readonly kind: 'xor' | 'set' | 'delete' | 'repeat' | 'insert' | 'cut' | 'splice';
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** Edits that bring in the characters which mean something in the format. */
export function editWith(telling: string): fc.Arbitrary<Edit> {
  const byte = fc.constantFrom(...telling.split('').map((c) => c.charCodeAt(0)), 0xff, 0xc3);
  return fc.record({
    kind: fc.constantFrom('xor', 'set', 'set', 'delete', 'repeat', 'insert', 'insert', 'cut', 'splice'),
    at: fc.nat(1_000_000),
    length: fc.integer({ min: 1, max: 60 }),
    bytes: fc
      .array(fc.oneof(byte, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 })
      .map((b) => Uint8Array.from(b)),
  });
}

export const edit: fc.Arbitrary<Edit> = editWith('",;\n\r\t -+.eE0159/:NaIf#AB\u0000');

export function mutantOf(file: Uint8Array, edits: readonly Edit[]): Uint8Array {
  return edits.reduce<Uint8Array>((bytes, one) => (bytes.length === 0 ? bytes : applied(bytes, one)), file);
}

function applied(file: Uint8Array, { kind, at, length, bytes }: Edit): Uint8Array {
  // Two of three edits spare the header: of a file without header there is little to see.
  const first = at % 3 === 0 ? 0 : file.indexOf(10) + 1;
  const place = first + (at % Math.max(1, file.length - first));
  const [before, after] = [file.subarray(0, place), file.subarray(place)];
  const from = at % file.length;
  switch (kind) {
    case 'xor':
      return Uint8Array.from(file, (byte, i) => (i === place ? byte ^ bytes[0]! : byte));
    case 'set':
      return Uint8Array.from(file, (byte, i) => (i === place ? bytes[0]! : byte));
    case 'delete':
      return Buffer.concat([before, after.subarray(length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 'insert':
      return Buffer.concat([before, bytes, after]);
    case 'cut':
      return before;
    case 'splice':
      return Buffer.concat([before, file.subarray(from, from + length), after.subarray(length)]);
  }
}
