import { COUNTS_FILE, countsText, SHEET_FILE, sheetText } from './batch-text.ts';
import { type BonePlan, imagedSlices, measuredSlices, PIXEL_UM } from './bone-slices.ts';
import { imageName, MEDIUM_FILE, mediumText, pitTables } from './bone-text.ts';
import { type BoneTruth, boneTruth } from './bone-truth.ts';
import { checkLink } from './check-link.ts';
import { contactPlan } from './contacts.ts';
import { definitionText } from './definition-text.ts';
import { type DownlinkPlan, downlinkFiles, type FilePart, type SampleCounts } from './downlinks.ts';
import { eventsText } from './events-text.ts';
import { checkFaults } from './faults.ts';
import { type BatchPlan, geneBatch } from './gene-batch.ts';
import { geneTruth } from './gene-truth.ts';
import { greyTiff } from './grey-tiff.ts';
import { linkGapsOf } from './link-truth.ts';
import { mediumCollections } from './medium-collections.ts';
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
  /** What is measured of bone slices and medium once all is home; absent: nothing. */
  readonly bone?: BonePlan | undefined;
}

/**
 * All files of a campaign but its images, piece by piece: `definition.yaml`, `contacts.csv`, `events.csv`, the dumps of either
 * side, what a laboratory says of genes, slices and medium where it does and, last, `truth.json`. The same campaign gives the
 * same text; no piece is large, whatever the mission's length.
 *
 * @throws Refusal where a fault cannot be made, or a link cannot be
 */
export function* campaignFiles(campaign: Campaign): Generator<FilePart> {
  const { mission, downlinks, id, title, batch: plan, bone } = campaign;
  checkFaults(mission);
  checkLink(mission, downlinks.flight);
  const layouts = { flight: downlinks.flight.layout, ground: downlinks.ground.layout };
  yield file('definition.yaml', definitionText(mission, { id, title, layouts, batch: plan, bone }));
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
  const resorption = bone === undefined ? {} : { resorption: yield* boneFiles(mission, bone) };
  const truth = truthOf(mission, samples);
  const faults = [...truth.faults, ...linkGapsOf(mission, downlinks.flight)];
  const genes = batch === null ? {} : { genes: geneTruth(batch, plan?.trap ?? 'none') };
  yield file('truth.json', `${JSON.stringify({ ...truth, faults, ...genes, ...resorption }, null, 2)}\n`);
}

/** The image of a slice of every unit, each whole; none where no slice is measured. */
export function* campaignImages({ mission, bone }: Campaign): Generator<FilePart<Uint8Array>> {
  if (bone === undefined) return;
  for (const one of imagedSlices(mission, bone)) {
    const { width, height, values } = one.sheet;
    yield {
      files: [imageName(one)],
      text: greyTiff({ width, height, values, micrometresPerPixel: PIXEL_UM }),
    };
  }
}

function* boneFiles(mission: MissionOptions, bone: BonePlan): Generator<FilePart, BoneTruth> {
  for (const [name, text] of pitTables(measuredSlices(mission, bone))) yield file(name, text);
  const medium = mediumCollections(mission, bone);
  yield file(MEDIUM_FILE, mediumText(mission, bone, medium));
  return boneTruth(mission, { images: imagedSlices(mission, bone), medium });
}

function file(name: string, text: string): FilePart {
  return { files: [name], text };
}
