import { Refusal } from '../../domain/refusal.ts';
import { CR, LF, TAB } from './bytes.ts';

/** What files that are no text begin with, and what to do about each. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG image' },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: 'a zip archive or an Excel workbook: unpack it, or save it as CSV',
  },
  { bytes: [0x1f, 0x8b], what: 'gzip inside of gzip: pack it once' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'zstd inside of gzip or zstd: pack it once' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel or Word document: save it as CSV' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document: send the table itself, as CSV' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file' },
];

/** Refuses a file of the format that begins as something else than text in UTF-8: `file.binary` or `file.encoding`. */
export function refuseForeign(start: Uint8Array, format: 'CSV' | 'NDJSON'): void {
  const found = SIGNATURES.find(({ bytes }) => bytes.every((byte, i) => start[i] === byte));
  if (found !== undefined) throw binary(`this is ${found.what}`, 1, format);
  const utf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (utf16)
    throw new Refusal(
      'invalid',
      'file.encoding',
      `expected ${nameOf(format)} in UTF-8, but its byte order mark says UTF-16: ${format === 'CSV' ? 'let the source say so (encoding: utf-16), or save it' : 'save it'} as UTF-8`,
      { line: 1 },
    );
}

/**
 * The text of the header, which stands on this line. Refuses a header that is not text (`file.binary`), not UTF-8
 * (`file.encoding`) or that holds a CR which ends no line (`file.line-ends`).
 */
export function headerText(bytes: Uint8Array, line: number): string {
  refuseControls(bytes, line);
  const text = decoded(bytes, line);
  if (/\r(?!\r*(?:\n|$))/.test(text))
    throw new Refusal(
      'invalid',
      'file.line-ends',
      'some lines of the file end with CR alone and others with LF; expected one of them throughout: convert the line ends and send it again',
      { line },
    );
  return text;
}

/** Refuses control characters, NUL above all, which no text has: `file.binary`. */
export function refuseControls(bytes: Uint8Array, line: number): void {
  const at = bytes.findIndex((byte) => byte < 32 && byte !== TAB && byte !== LF && byte !== CR);
  if (at >= 0) throw binary(`byte ${at + 1} of its header line is the control character ${bytes[at]}`, line);
}

function decoded(bytes: Uint8Array, line: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const [at, byte] = firstForeignByte(bytes);
    throw new Refusal(
      'invalid',
      'file.encoding',
      `expected a CSV file in UTF-8, but byte ${at + 1} of its header line, 0x${byte.toString(16)}, is none ` +
        `(in Latin-1 it is ${new TextDecoder('latin1').decode(Uint8Array.of(byte))}): let the source say encoding: windows-1252, or save it as UTF-8, and send it again`,
      { line },
      { cause },
    );
  }
}

/** Where bytes stop being UTF-8, and the byte there. */
function firstForeignByte(bytes: Uint8Array): readonly [number, number] {
  const valid = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\ufffd', 1)[0] ?? '';
  const at = new TextEncoder().encode(valid).length;
  return [at, bytes[at]!];
}

function nameOf(format: string): string {
  return format === 'CSV' ? 'a CSV file' : `a file of ${format}`;
}

/** Refuses what is no text in any encoding, by the controls in it: tabs, line ends and NULs may be. */
export function refuseBinary(head: Uint8Array): void {
  const isControl = (byte: number) => byte < 32 && byte !== 0 && byte !== TAB && byte !== LF && byte !== CR;
  const at = head.findIndex(isControl);
  if (at >= 0) throw binary(`byte ${at + 1} is the control character ${head[at]}`, 1);
}

function binary(reason: string, line: number, format = 'CSV'): Refusal {
  return new Refusal('invalid', 'file.binary', `expected ${nameOf(format)}, got something else: ${reason}`, {
    line,
  });
}
