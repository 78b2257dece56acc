import { Refusal } from '../domain/refusal.ts';
import { CONTACT_SECONDS, type DownlinkPlan } from './downlinks.ts';
import { type MissionOptions, unitsOf } from './mission.ts';

/** @throws Refusal where a live-only unit does not fly, or a live stream or recorder would hold no sample */
export function checkLink(options: MissionOptions, { live, ring, every }: DownlinkPlan): void {
  const flying = unitsOf(options).flatMap(({ id, side }) => (side === 'flight' ? [id] : []));
  for (const unit of live?.only ?? []) {
    if (!flying.includes(unit))
      refuse(`expected a flight unit (${flying.join(', ')}) that is only heard live, got ${unit}`);
  }
  if (live !== undefined && every <= CONTACT_SECONDS)
    refuse(
      `contacts last ${CONTACT_SECONDS} s and begin every ${every} s: there is no loss of signal in between`,
    );
  if (live !== undefined && options.period > CONTACT_SECONDS / 4)
    refuse(
      `contacts last ${CONTACT_SECONDS} s: a live stream needs a period of ${CONTACT_SECONDS / 4} s at most, got ${options.period} s`,
    );
  if (ring !== undefined && ring < options.period)
    refuse(`a recorder of ${ring} s holds no sample of a period of ${options.period} s`);
}

function refuse(trouble: string): never {
  throw new Refusal('invalid', 'simulator.link', `The link cannot be simulated: ${trouble}.`);
}
