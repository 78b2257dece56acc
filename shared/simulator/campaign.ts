import { checkLink } from './check-link.ts';
import { contactPlan } from './contacts.ts';
import { definitionText } from './definition-text.ts';
import { type DownlinkPlan, downlinkFiles, type FilePart, type SampleCounts } from './downlinks.ts';
import { eventsText } from './events-text.ts';
import { checkFaults } from './faults.ts';
import { linkGapsOf } from './link-truth.ts';
import type { MissionOptions, Side } from './mission.ts';
import { truthOf } from './truth.ts';

/** A mission, and how what it recorded reaches the ground. */
export interface Campaign {
  readonly id: string;
  readonly title: string;
  readonly mission: MissionOptions;
  readonly downlinks: Readonly<Record<Side, DownlinkPlan>>;
}

/**
 * All files of a campaign, piece by piece: `definition.yaml`, `contacts.csv`, `events.csv`, the dumps of either side
 * and, last, `truth.json`. The same campaign gives the same text; no piece is large, whatever the mission's length.
 *
 * @throws Refusal where a fault cannot be made, or a link cannot be
 */
export function* campaignFiles(campaign: Campaign): Generator<FilePart> {
  const { mission, downlinks, id, title } = campaign;
  checkFaults(mission);
  checkLink(mission, downlinks.flight);
  const layouts = { flight: downlinks.flight.layout, ground: downlinks.ground.layout };
  yield file('definition.yaml', definitionText(mission, { id, title, layouts }));
  yield file('contacts.csv', contactPlan(mission, downlinks.flight));
  yield file('events.csv', eventsText(mission));
  const samples: SampleCounts = {
    ...(yield* downlinkFiles(mission, 'flight', downlinks.flight)),
    ...(yield* downlinkFiles(mission, 'ground', downlinks.ground)),
  };
  const truth = truthOf(mission, samples);
  const faults = [...truth.faults, ...linkGapsOf(mission, downlinks.flight)];
  yield file('truth.json', `${JSON.stringify({ ...truth, faults }, null, 2)}\n`);
}

function file(name: string, text: string): FilePart {
  return { files: [name], text };
}
