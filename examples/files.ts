/** The files of a simulated example. The same program always makes the same. */
import { type Campaign, campaignFiles, campaignImages } from '../shared/simulator/campaign.ts';

/** For editors. The simulator leaves it out: it writes anywhere, and from there a relative path leads nowhere. */
const SCHEMA_LINE = '# yaml-language-server: $schema=../../docs/definition.schema.json\n';

const DUMP = /^(flight|ground)-\d+\.csv$|^counts\.csv$|_pits\.csv$|\.tif$/;

/** Before compression. */
export type Contents = ReadonlyMap<string, string | Uint8Array>;

/** All files by name: dumps are those that end with `.gz`. */
export function exampleFiles(campaign: Campaign): Contents {
  const images = Array.from(campaignImages(campaign), ({ files, text }) =>
    files.map((file) => [nameOf(file), text] as const),
  );
  return new Map<string, string | Uint8Array>([...exampleTexts(campaign), ...images.flat()]);
}

/** All that are no images. */
export function exampleTexts(campaign: Campaign): Map<string, string> {
  const texts = new Map<string, string>([['definition.yaml', SCHEMA_LINE]]);
  for (const { files, text } of campaignFiles(campaign))
    for (const file of files) texts.set(nameOf(file), (texts.get(nameOf(file)) ?? '') + text);
  return texts;
}

const nameOf = (file: string): string => (DUMP.test(file) ? `${file}.gz` : file);
