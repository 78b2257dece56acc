/** Files that came, and that a definition would refuse by their names if they came now: a pattern may be mistyped. */

import type { Declared } from '../experiment/declared.ts';
import { type DefinitionWarning, warning } from '../experiment/definition-warning.ts';
import { baseNameOf, isMatched } from '../experiment/file-reader.ts';
import { quoted } from '../quoted.ts';
import { countText } from '../words/count.ts';
import { isIngested, type ReceiptRecord } from './receipt.ts';

interface Unmatched {
  /** Of the newest file, where no pattern fits it; else null: then the names had changed already. */
  newest: string | null;
  files: number;
}

/** Takes receipts in the order in which they were announced. */
export class UnmatchedFiles {
  readonly #declared: Declared;
  readonly #bySource = new Map<string, Unmatched>();

  constructor(declared: Declared) {
    this.#declared = declared;
  }

  /** A file whose source was named with the upload needs no pattern. */
  add({ state, source, declaredSource, fileName }: ReceiptRecord): void {
    if (!isIngested(state) || source === null || declaredSource !== null) return;
    const known = this.#bySource.get(source) ?? { newest: null, files: 0 };
    this.#bySource.set(source, known);
    const fits = isMatched(this.#declared, fileName);
    known.newest = fits ? null : baseNameOf(fileName);
    if (!fits) known.files++;
  }

  warnings(): DefinitionWarning[] {
    return [...this.#bySource].flatMap(([source, { newest, files }]) => {
      if (newest === null) return [];
      const message = `no source matches ${quoted(newest)}, the newest of ${countText(files, 'file')} that ${source} has read: later files of such names will be refused; widen a match`;
      return [warning('definition.files-unmatched', ['sources'], message)];
    });
  }
}
