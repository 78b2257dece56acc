/** The platforms beside a contrast, for people. */
import { listText } from '../words/list.ts';

interface Told {
  readonly arm: string;
  readonly units: readonly string[];
  readonly technique: string;
  readonly sentence: string;
  readonly remarks: readonly { readonly message: string }[];
}

/** A line for the gravity of each platform, and one for each remark. */
export function platformLines(platforms: readonly Told[] = []): string[] {
  return platforms.flatMap(({ arm, units, technique, sentence, remarks }) => {
    const name = `platform of ${arm} (${listText(units, ', ', 6)}), ${technique}`;
    return [
      `${name}: by its model ${sentence}`,
      ...remarks.map(({ message }) => `platform of ${arm}: ${message}`),
    ];
  });
}
