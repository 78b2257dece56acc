/** Rejects leave memory in pieces: a file that is wrong in every line must not fill it. */
import { rejectsKey } from '../../domain/archive/keys.ts';
import type { Ports } from '../../ports.ts';

const PIECE_CHARACTERS = 4_000_000;

export interface RejectLine {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  readonly text: string;
}

export class RejectsWriter {
  readonly #ports: Ports;
  readonly #address: { experiment: string; downlink: string };
  readonly #keys: string[] = [];
  #lines: string[] = [];
  #characters = 0;

  constructor(ports: Ports, address: { experiment: string; downlink: string }) {
    this.#ports = ports;
    this.#address = address;
  }

  async add(reject: RejectLine): Promise<void> {
    const { line: at, column, code, message, text } = reject;
    const line = [String(at), plainText(column ?? ''), code, message, plainText(text)].map(csvCell).join(',');
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters > PIECE_CHARACTERS) await this.#write();
  }

  /** Keys of the pieces, in order; each is CSV lines without a header. */
  async finish(): Promise<string[]> {
    if (this.#lines.length > 0) await this.#write();
    return this.#keys;
  }

  async #write(): Promise<void> {
    const key = rejectsKey(this.#address.experiment, this.#address.downlink, this.#keys.length);
    await this.#ports.archive.put(key, Buffer.from(`${this.#lines.join('\r\n')}\r\n`), 'text/csv');
    this.#keys.push(key);
    this.#lines = [];
    this.#characters = 0;
  }
}

/** What a spreadsheet would take for a formula gets an apostrophe: these are texts of a file that nobody could read. */
function plainText(text: string): string {
  return /^(?:[=@]|[+-].*[(|!])/.test(text) ? `'${text}` : text;
}

/** RFC 4180. */
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
