/** Files that come by themselves: told of in any order, often or never, replaced, refused, and before their experiment. */
import { CAMPAIGN } from './fault-campaign.ts';
import type { Act, FaultScenario } from './fault-scenario.ts';

const rows = (...lines: readonly string[]) => `time,temp,hum,mark\n${lines.join('\n')}\n`;
const hour = (at: number, temp: string) => `2026-03-01T${String(at).padStart(2, '0')}:00:00Z,${temp},50,`;

const MORNING = rows(hour(0, '37.00'), hour(1, '37.10'), hour(2, '37.05'));
const NOON = rows(hour(2, '37.05'), hour(3, '37.20'));

const ACTS: readonly Act[] = [
  { drop: ['drop/dropped/fu1-a.csv', MORNING, '2026-03-19T01:00:00Z'], told: 2 },
  { drop: ['drop/dropped/pass 2/fu1-a.csv', MORNING, '2026-03-19T02:00:00Z'], told: 1 },
  { drop: ['drop/dropped/fu1-b.csv', NOON, '2026-03-19T03:00:00Z'], told: 0 },
  { drop: ['drop/dropped/letter+1.txt', 'no telemetry', '2026-03-19T04:00:00Z'], told: 1 },
  { drop: ['drop/dropped/fu1-b.csv', rows(hour(4, '37.30')), '2026-03-19T05:00:00Z'], told: 1 },
  { drop: ['drop/droped/fu1-c.csv', MORNING, '2026-03-19T06:00:00Z'], told: 1 },
  { drop: ['drop/fu1-c.csv', MORNING, '2026-03-19T07:00:00Z'], told: 0 },
];

export const DROPPED: FaultScenario = {
  id: 'dropped',
  definition: CAMPAIGN.definition.replace('id: faults', 'id: dropped'),
  contacts: null,
  before: [],
  acts: ACTS,
  hinted: null,
};
