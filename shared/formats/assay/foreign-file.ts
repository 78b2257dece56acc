/** Files that hold no text, or not the text that is asked for: what each is, and what to send instead. */
import { Refusal } from '../../domain/refusal.ts';
import { isZip } from '../zip/unzip.ts';

interface Foreign {
  readonly code: string;
  readonly what: string;
  readonly instead: string;
}

const TABLE = 'export the table as CSV or tab-separated text and send that';
const PCRD: Foreign = {
  ...{ code: 'assay.pcrd', what: "a Bio-Rad CFX run file (.pcrd), whose form is the maker's own" },
  instead: 'export "Quantification Cq Results" as CSV from CFX Maestro, or export RDML',
};
const EDS: Foreign = {
  ...{ code: 'assay.eds', what: "an Applied Biosystems experiment (.eds), whose form is the maker's own" },
  instead: 'export the results as text or CSV from the QuantStudio or StepOne software, or export RDML',
};
const XLSX: Foreign = {
  ...{ code: 'assay.xlsx', what: 'an Excel workbook' },
  instead:
    'save the sheet as CSV and send that; better still the file that the workbook was made from, since Excel turns genes into dates (MARCH1 into 1-Mar)',
};
const ZIP: Foreign = {
  ...{ code: 'assay.zip', what: 'a zip archive' },
  instead: 'unpack it and send the files one by one, as they are or packed with gzip',
};
const MEX: Foreign = {
  ...{
    code: 'assay.mex',
    what: 'a matrix in MEX (Matrix Market), whose genes and barcodes stand in other files',
  },
  instead: 'sum the cells of each sample and send one table, genes × samples, as CSV or tab-separated text',
};

/** What the members of a zip are called, the most telling first. */
const MEMBERS: readonly (readonly [RegExp, Foreign])[] = [
  [/apldbio\//, EDS],
  [/datafile\.pcrd|\.pcrd/, PCRD],
  [/xl\/|\[Content_Types\]\.xml/, XLSX],
  [/word\//, { code: 'assay.binary', what: 'a Word document', instead: `${TABLE}; a document is no table` }],
  [
    /rdml_data\.xml|\.rdml/,
    { code: 'assay.rdml', what: 'RDML, the wells of a qPCR run', instead: 'declare the assay as kind: qpcr' },
  ],
  [/matrix\.mtx/, MEX],
];

/** What a file begins with, as bytes of Latin-1. */
const SIGNATURES: readonly (readonly [string, Foreign])[] = [
  ['%PDF', { code: 'assay.pdf', what: 'a PDF document', instead: `${TABLE}; a printed page is no table` }],
  ['%%MatrixMarket', MEX],
  ['\xd0\xcf\x11\xe0', { ...XLSX, code: 'assay.xls', what: 'an old Excel workbook (.xls)' }],
  ['\x1f\x8b', { code: 'assay.binary', what: 'gzip inside of gzip', instead: 'pack it once' }],
  [
    '\x28\xb5\x2f\xfd',
    { code: 'assay.binary', what: 'zstd inside of gzip or zstd', instead: 'pack it once' },
  ],
  ['\x89HDF', { code: 'assay.hdf5', what: 'an HDF5 file (.h5, .h5ad, .loom)', instead: TABLE }],
  ['PAR1', { code: 'assay.binary', what: 'a Parquet file', instead: TABLE }],
  [
    'RDX',
    {
      code: 'assay.rdata',
      what: 'a workspace of R',
      instead: 'write the table with write.csv and send that',
    },
  ],
  [
    'X\n\0\0',
    {
      code: 'assay.rdata',
      what: 'an object of R (.rds)',
      instead: 'write the table with write.csv and send that',
    },
  ],
  [
    'BAM\x01',
    {
      code: 'assay.reads',
      what: 'aligned reads (BAM)',
      instead: 'count them by gene, for example with featureCounts, and send the table',
    },
  ],
  ['\x89PNG', { code: 'assay.binary', what: 'a PNG image', instead: TABLE }],
  [
    '[CEL]',
    {
      code: 'assay.cel',
      what: 'intensities of an Affymetrix chip as scanned (CEL)',
      instead: 'normalise the chips together (RMA) and send the table of log2 intensities',
    },
  ],
  [
    '\x3b\x01',
    {
      code: 'assay.cel',
      what: 'intensities of an Affymetrix chip as scanned (CEL)',
      instead: 'normalise the chips together (RMA) and send the table of log2 intensities',
    },
  ],
];

/** A zip names its members beside each of them, and all at its end. */
const LOOKED_AT = 64 * 1024;

/**
 * Fails where the bytes are those of another kind of file: `assay.xlsx`, `assay.eds`, `assay.zip` and others.
 *
 * @param raw the file, unpacked where it was gzip
 */
export function refuseForeign(raw: Uint8Array, fileName: string): void {
  const head = latin(raw.subarray(0, LOOKED_AT));
  if (isZip(raw)) throw refusalOf(zipWith(`${head}${latin(raw.subarray(-LOOKED_AT))}`, fileName));
  const found = SIGNATURES.find(([begins]) => head.startsWith(begins));
  if (found !== undefined) throw refusalOf(found[1]);
  if (/\.pcrd$/i.test(fileName)) throw refusalOf(PCRD);
  if (/^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)/i.test(head))
    throw refusalOf({
      ...{ code: 'assay.web-page', what: 'a page of a web site, perhaps of one that asks for a login' },
      instead: 'download the file itself and send that',
    });
}

function zipWith(members: string, fileName: string): Foreign {
  if (/\.pcrd$/i.test(fileName)) return PCRD;
  if (/\.eds$/i.test(fileName)) return EDS;
  return MEMBERS.find(([name]) => name.test(members))?.[1] ?? ZIP;
}

function refusalOf({ code, what, instead }: Foreign): Refusal {
  return new Refusal('invalid', code, `this is ${what}: ${instead}`);
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
