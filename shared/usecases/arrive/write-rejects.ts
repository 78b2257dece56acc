/** Rejects leave memory in pieces, and only the first are kept: a file that is wrong in every line must not fill either. */
import { rejectsKey } from '../../domain/archive/keys.ts';
import { countText, groupedText } from '../../domain/words/count.ts';
import { sealText } from '../../formats/checked/sealed-text.ts';
import { spreadsheetText } from '../../formats/csv/spreadsheet-text.ts';
import type { WritingPorts } from './write-segments.ts';

const PIECE_CHARACTERS = 4_000_000;
/** Of a file: whoever mends it needs the first of each kind, and 29 million took 2 GB for good. */
export const MOST_REJECTS = 100_000;

export interface RejectLine {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  readonly text: string;
}

export class RejectsWriter {
  readonly #ports: WritingPorts;
  readonly #address: { experiment: string; downlink: string; attempt?: number | null };
  readonly #keys: string[] = [];
  #lines: string[] = [];
  #characters = 0;
  #count = 0;
  #firstLeftOut = 0;

  constructor(
    ports: WritingPorts,
    address: { experiment: string; downlink: string; attempt?: number | null },
  ) {
    this.#ports = ports;
    this.#address = address;
  }

  /** How many were counted and are not in the list. */
  get leftOut(): number {
    return Math.max(0, this.#count - MOST_REJECTS);
  }

  async add(reject: RejectLine): Promise<void> {
    if (++this.#count > MOST_REJECTS) {
      if (this.leftOut === 1) this.#firstLeftOut = reject.line;
      return;
    }
    await this.#list(reject);
  }

  async #list(reject: RejectLine): Promise<void> {
    const { line: at, column, code, message, text } = reject;
    const line = [String(at), spreadsheetText(column ?? ''), code, message, spreadsheetText(text)]
      .map(csvCell)
      .join(',');
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters > PIECE_CHARACTERS) await this.#write();
  }

  /** Keys of the pieces, in order; each is CSV lines without a header. The last line says how many are left out. */
  async finish(): Promise<string[]> {
    if (this.leftOut > 0) {
      const message = `${countText(this.leftOut, 'reject')} from this line on not listed: expected at most ${groupedText(MOST_REJECTS)} of a file`;
      await this.#list({ line: this.#firstLeftOut, column: null, code: 'rejects.more', message, text: '' });
    }
    if (this.#lines.length > 0) await this.#write();
    return this.#keys;
  }

  async #write(): Promise<void> {
    const { experiment, downlink, attempt = null } = this.#address;
    const key = rejectsKey(experiment, downlink, this.#keys.length, attempt);
    await this.#ports.archive.put(key, sealText(`${this.#lines.join('\r\n')}\r\n`), 'text/plain');
    this.#keys.push(key);
    this.#lines = [];
    this.#characters = 0;
  }
}

/** RFC 4180. */
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
