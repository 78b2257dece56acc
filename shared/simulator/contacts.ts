import { isoOf, MICROS_PER_SECOND } from '../domain/time.ts';
import { CONTACT_SECONDS, contactAt, type DownlinkPlan, dumpCount } from './downlinks.ts';
import type { MissionOptions } from './mission.ts';

/** Ground stations of the contacts in turn. */
const STATIONS = ['Kiruna', 'Svalbard', 'Troll'] as const;

/** The contact plan as CSV: acquisition and loss of signal, and the station, a line a contact. */
export function contactPlan(options: MissionOptions, plan: Pick<DownlinkPlan, 'every'>): string {
  const lines = Array.from({ length: dumpCount(options, 'flight', plan) }, (_, i) => {
    const aos = contactAt(options, 'flight', plan, i);
    const los = aos + CONTACT_SECONDS * MICROS_PER_SECOND;
    return [isoOf(aos), isoOf(los), STATIONS[i % STATIONS.length]].join(',');
  });
  return `aos,los,station\n${lines.join('\n')}\n`;
}
