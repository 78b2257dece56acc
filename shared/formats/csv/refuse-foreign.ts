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
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'packed with zstd: send it plain or as gzip' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel or Word document: save it as CSV' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file' },
];

/** Refuses a file that begins as something else than text in UTF-8: `file.binary` or `file.encoding`. */
export function refuseForeign(start: Uint8Array): void {
  const found = SIGNATURES.find(({ bytes }) => bytes.every((byte, i) => start[i] === byte));
  if (found !== undefined) throw binary(`this is ${found.what}`);
  const utf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (utf16) throw encoding('its byte order mark says UTF-16');
}

/**
 * The header's text. Refuses a header that is not text (`file.binary`), not UTF-8 (`file.encoding`) or whose lines
 * end with CR alone (`file.line-ends`).
 */
export function headerText(line: Uint8Array): string {
  refuseControls(line);
  const text = decoded(line);
  if (/\r(?!\n|$)/.test(text))
    throw new Refusal(
      'invalid',
      'file.line-ends',
      'the lines of the file end with CR alone; expected LF or CR LF: convert the line ends and send it again',
      { line: 1 },
    );
  return text;
}

/** Refuses control characters, NUL above all, which no text has: `file.binary`. */
export function refuseControls(line: Uint8Array): void {
  const at = line.findIndex((byte) => byte < 32 && byte !== TAB && byte !== LF && byte !== CR);
  if (at >= 0) throw binary(`byte ${at + 1} of its header line is the control character ${line[at]}`);
}

function decoded(line: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch (cause) {
    throw encoding('its header line is not valid UTF-8', cause);
  }
}

function binary(reason: string): Refusal {
  return new Refusal('invalid', 'file.binary', `expected a CSV file, came something else: ${reason}`, {
    line: 1,
  });
}

function encoding(reason: string, cause?: unknown): Refusal {
  return new Refusal(
    'invalid',
    'file.encoding',
    `expected a CSV file in UTF-8, but ${reason}: save it as UTF-8 and send it again`,
    { line: 1 },
    { cause },
  );
}
