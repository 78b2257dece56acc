/** The files of this folder as text. The same program always makes the same text. */
import { campaignFiles } from '../../shared/simulator/campaign.ts';
import { OSTEO } from './campaign.ts';

const DUMP = /^(flight|ground)-\d+\.csv$/;

/** The texts by file name, before compression: dumps are those that end with `.gz`. */
export function osteoFiles(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { files, text } of campaignFiles(OSTEO)) {
    for (const file of files) {
      const name = DUMP.test(file) ? `${file}.gz` : file;
      texts.set(name, (texts.get(name) ?? '') + text);
    }
  }
  return texts;
}
