/** The tables of what the charts find beside drifts of a temperature: noise, and a heater. */
import { BLOCKS_PER_HOUR, quantile, row } from './drift-table.ts';
import type { HeaterReference, HeaterScore } from './heater-scores.ts';
import { poissonBound } from './poisson-bound.ts';
import type { SpreadScore } from './spread-scores.ts';

/** Changes of a sensor's noise: hours at half of the mission. */
export function spreadTable({ days, unitMissions, alarms, delays }: SpreadScore): string {
  const rows = delays.map(({ factor, delays: each }) => {
    const hours = (part: number) => (quantile(each, part) / BLOCKS_PER_HOUR).toFixed(1);
    const missed = each.filter((delay) => !Number.isFinite(delay)).length;
    return row(`noise × ${factor}`, `${each.length}`, hours(0.5), hours(0.9), `${missed}`);
  });
  return [
    `## Noise, ${days} days`,
    `nothing known: of ${unitMissions} unit-missions without fault ${alarms} alarms (bound ${(poissonBound(alarms) / unitMissions).toFixed(3)})`,
    [
      row('fault', 'units', 'median h', '90 % h', 'missed'),
      row('---', '---', '---', '---', '---'),
      ...rows,
    ].join('\n'),
  ].join('\n\n');
}

/** A heater that loses a tenth of its power a day: hours from the onset. */
export function heaterTable({ against, unitMissions, alarms, pages, outcomes }: HeaterScore): string {
  const lines = [
    ['duty raised', outcomes.map(({ raised }) => raised)],
    ['duty pages: it will pass its limit', outcomes.map(({ paged }) => paged)],
    ['duty passes 85 %', outcomes.map(({ limit }) => limit)],
    ['temperature moved by 0.2 °C', outcomes.map(({ moved }) => moved)],
  ] as const;
  const rows = lines.map(([what, blocks]) => {
    const hours = (part: number) => (quantile(blocks, part) / BLOCKS_PER_HOUR).toFixed(1);
    return row(what, hours(0), hours(0.5), hours(0.9), hours(1));
  });
  return [
    '## A heater that loses 10 % a day, 10 days',
    `duty against ${KNOWN[against]}: of ${unitMissions} unit-missions without fault ${alarms} alarms (bound ${(poissonBound(alarms) / unitMissions).toFixed(3)}) and ${pages} pages (bound ${(poissonBound(pages) / unitMissions).toFixed(3)}); hours of ${outcomes.length} units:`,
    [row('what', 'first', 'median', '90 %', 'last'), row('---', '---', '---', '---', '---'), ...rows].join(
      '\n',
    ),
  ].join('\n\n');
}

const KNOWN: Record<HeaterReference, string> = {
  siblings: 'siblings, noise from a rehearsal',
  ambient: 'the room’s air, nothing known',
};

/**
 * What does not keep the promise: every unit is found before the temperature moves, with no more false alarms than the
 * budget; against the room's air, which is not that of the unit, no more false pages.
 */
export function heaterBroken(
  { against, unitMissions, alarms, pages, outcomes }: HeaterScore,
  falsePages: number,
): string[] {
  const late = outcomes.filter(({ raised, moved }) => raised >= moved).length;
  const bound = poissonBound(against === 'siblings' ? alarms : pages) / unitMissions;
  return [
    ...(late > 0 ? [`heater: ${late} of ${outcomes.length} after the temperature moved`] : []),
    ...(bound > 1.5 * falsePages ? [`heater: false alarms up to ${bound.toFixed(3)}`] : []),
  ];
}
