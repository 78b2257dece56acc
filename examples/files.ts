/** The files of a simulated example as text. The same program always makes the same text. */
import { type Campaign, campaignFiles } from '../shared/simulator/campaign.ts';

const DUMP = /^(flight|ground)-\d+\.csv$|^counts\.csv$/;

/** The texts by file name, before compression: dumps are those that end with `.gz`. */
export function exampleFiles(campaign: Campaign): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { files, text } of campaignFiles(campaign)) {
    for (const file of files) {
      const name = DUMP.test(file) ? `${file}.gz` : file;
      texts.set(name, (texts.get(name) ?? '') + text);
    }
  }
  return texts;
}
