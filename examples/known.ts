/** The examples that are simulated, each in a folder of its name. */
import type { Campaign } from '../shared/simulator/campaign.ts';
import { OCLAST } from './oclast/campaign.ts';
import oclastDumps from './oclast/dumps.json' with { type: 'json' };
import { OSTEO } from './osteo/campaign.ts';
import osteoDumps from './osteo/dumps.json' with { type: 'json' };

export interface Example {
  readonly campaign: Campaign;
  /** SHA-256 of each dump's text by file name; gzip's own bytes may differ between versions. */
  readonly dumps: Readonly<Record<string, string>>;
}

export const EXAMPLES: Readonly<Record<'oclast' | 'osteo', Example>> = {
  osteo: { campaign: OSTEO, dumps: osteoDumps },
  oclast: { campaign: OCLAST, dumps: oclastDumps },
};

export function folderOf({ campaign }: Pick<Example, 'campaign'>): string {
  return `${import.meta.dirname}/${campaign.id}`;
}
