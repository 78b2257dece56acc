import { COUNTS_FILE, countsText, SHEET_FILE, sheetText } from './batch-text.ts';
import { checkLink } from './check-link.ts';
import { contactPlan } from './contacts.ts';
import { definitionText } from './definition-text.ts';
import { type DownlinkPlan, downlinkFiles, type FilePart, type SampleCounts } from './downlinks.ts';
import { eventsText } from './events-text.ts';
import { checkFaults } from './faults.ts';
import { type BatchPlan, geneBatch } from './gene-batch.ts';
import { geneTruth } from './gene-truth.ts';
import { linkGapsOf } from './link-truth.ts';
import type { MissionOptions, Side } from './mission.ts';
import { truthOf } from './truth.ts';

/** A mission, and how what it recorded reaches the ground. */
export interface Campaign {
  readonly id: string;
  readonly title: string;
  readonly mission: MissionOptions;
  readonly downlinks: Readonly<Record<Side, DownlinkPlan>>;
  /** What is read of the genes once all is home; absent: nothing. */
  readonly batch?: BatchPlan | undefined;
}

/**
 * All files of a campaign, piece by piece: `definition.yaml`, `contacts.csv`, `events.csv`, the dumps of either side,
 * what a laboratory says of the genes where it does and, last, `truth.json`. The same campaign gives the same text; no piece is large, whatever the mission's length.
 *
 * @throws Refusal where a fault cannot be made, or a link cannot be
 */
export function* campaignFiles(campaign: Campaign): Generator<FilePart> {
  const { mission, downlinks, id, title, batch: plan } = campaign;
  checkFaults(mission);
  checkLink(mission, downlinks.flight);
  const layouts = { flight: downlinks.flight.layout, ground: downlinks.ground.layout };
  yield file('definition.yaml', definitionText(mission, { id, title, layouts, batch: plan }));
  yield file('contacts.csv', contactPlan(mission, downlinks.flight));
  yield file('events.csv', eventsText(mission));
  const samples: SampleCounts = {
    ...(yield* downlinkFiles(mission, 'flight', downlinks.flight)),
    ...(yield* downlinkFiles(mission, 'ground', downlinks.ground)),
  };
  const batch = plan === undefined ? null : geneBatch(mission, plan);
  if (batch !== null) {
    yield file(SHEET_FILE, sheetText(batch));
    yield file(COUNTS_FILE, countsText(batch));
  }
  const truth = truthOf(mission, samples);
  const faults = [...truth.faults, ...linkGapsOf(mission, downlinks.flight)];
  const genes = batch === null ? {} : { genes: geneTruth(batch, plan?.trap ?? 'none') };
  yield file('truth.json', `${JSON.stringify({ ...truth, faults, ...genes }, null, 2)}\n`);
}

function file(name: string, text: string): FilePart {
  return { files: [name], text };
}
